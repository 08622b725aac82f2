#include "taxonomy/tui/labelled_items.h"

namespace faultline::taxonomy {

namespace {

void replace_all(std::string& text, std::string_view wanted, std::string_view with) {
  for (std::size_t at = text.find(wanted); at != std::string::npos;
       at = text.find(wanted, at + with.size())) {
    text.replace(at, wanted.size(), with);
  }
}

}  // namespace

std::string ItemKind::in_words(std::string_view text) const {
  std::string words(text);
  replace_all(words, "issue", item);
  replace_all(words, "code", code);
  return words;
}

}  // namespace faultline::taxonomy
