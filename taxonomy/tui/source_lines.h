#pragma once

#include <cstddef>
#include <string_view>

namespace faultline::taxonomy {

/// Hands out the lines of a text in order, without their ends: a line feed, a carriage return, or
/// both, as in CommonMark. What follows the last end is a line where it is not empty.
template <typename Take>
void for_each_source_line(std::string_view text, Take take) {
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() && text[end] != '\n' && text[end] != '\r') ++end;
    take(text.substr(0, end));
    if (end == text.size()) return;
    const bool both = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    text.remove_prefix(end + (both ? 2 : 1));
  }
}

}  // namespace faultline::taxonomy
