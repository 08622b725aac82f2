#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "taxonomy/tui/cell_text.h"
#include "taxonomy/tui/styled_line.h"

/// Lines in the messages of failed checks.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += "\n  |" + line;
    return text.c_str();
  }
};

namespace faultline::taxonomy {

inline std::vector<std::string> plain_lines(const std::vector<StyledLine>& lines) {
  std::vector<std::string> texts;
  for (const StyledLine& line : lines) texts.push_back(plain_text(line));
  return texts;
}

/// Source lines, with 0 for lines without one.
inline std::vector<int> source_lines(const std::vector<StyledLine>& lines) {
  std::vector<int> numbers;
  for (const StyledLine& line : lines) numbers.push_back(line.source_line.value_or(0));
  return numbers;
}

/// The styles of all spans that show a text.
inline std::vector<Style> styles_of(const std::vector<StyledLine>& lines, const std::string& text) {
  std::vector<Style> styles;
  for (const StyledLine& line : lines) {
    for (const StyledSpan& span : line.spans) {
      if (span.text.find(text) != std::string::npos) styles.push_back(span.style);
    }
  }
  return styles;
}

inline bool holds_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

/// Checks what every line promises, whatever it was made of.
inline void check_safe(const std::vector<StyledLine>& lines, int width) {
  for (const StyledLine& line : lines) {
    const std::string text = plain_text(line);
    CAPTURE(text);
    REQUIRE(cell_width(text) <= width);
    REQUIRE(is_utf8(text));
    REQUIRE_FALSE(holds_control_characters(text));
    REQUIRE(text.find("\xC2\x9B") == std::string::npos);
    REQUIRE(text.find("\xE2\x80\xAE") == std::string::npos);
    REQUIRE(text.find("\xE2\x80\x8D") == std::string::npos);
  }
}

}  // namespace faultline::taxonomy
