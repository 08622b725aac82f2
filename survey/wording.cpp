#include "survey/wording.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace faultline::survey {

namespace {

/// What platforms and spreadsheets put in place of plain characters.
constexpr std::array<std::pair<std::string_view, char>, 6> kPlain{{{"\u00A0", ' '},
                                                                   {"\u202F", ' '},
                                                                   {"\u201C", '"'},
                                                                   {"\u201D", '"'},
                                                                   {"\u2018", '\''},
                                                                   {"\u2019", '\''}}};

/// The plain character that stands at the beginning of a text, and how many bytes it replaces.
std::pair<char, std::size_t> plain_character(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) < 0x80) return {text.front(), 1};
  for (const auto& [written, plain] : kPlain) {
    if (text.starts_with(written)) return {plain, written.size()};
  }
  return {text.front(), 1};
}

}  // namespace

std::string tidy(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool gap = false;
  while (!text.empty()) {
    const auto [character, length] = plain_character(text);
    text.remove_prefix(length);
    const bool blank = character == ' ' || (character >= '\t' && character <= '\r');
    if (!blank) {
      if (gap && !result.empty()) result += ' ';
      result += character;
    }
    gap = blank;
  }
  return result;
}

std::string comparable(std::string_view text) { return to_lower(tidy(text)); }

}  // namespace faultline::survey
