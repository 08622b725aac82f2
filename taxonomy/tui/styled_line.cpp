#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

std::string plain_text(const StyledLine& line) {
  std::string text;
  for (const StyledSpan& span : line.spans) text += span.text;
  return text;
}

}  // namespace faultline::taxonomy
