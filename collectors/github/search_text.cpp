#include "collectors/github/search_text.h"

#include <fmt/format.h>

namespace faultline::collectors {

std::string issue_search_text(const std::string& repository, const std::string& state,
                              const std::vector<std::string>& labels) {
  std::string text = fmt::format("repo:{} is:issue", repository);
  if (state != "all") text += fmt::format(" is:{}", state);
  for (const std::string& label : labels) text += fmt::format(" label:\"{}\"", label);
  return text;
}

}  // namespace faultline::collectors
