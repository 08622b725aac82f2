#include "base/text.h"

#include <utf8proc.h>

#include <optional>

namespace faultline {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

struct Character {
  std::optional<utf8proc_int32_t> code_point;  ///< none where the bytes are broken
  std::string_view bytes;                      ///< at least one byte
};

/// Takes the next character off the front of a text that is not empty.
Character take_character(std::string_view& text) {
  utf8proc_int32_t code_point = -1;
  const utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),  // NOLINT
                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  const bool broken = length <= 0;
  const std::size_t size = broken ? 1 : static_cast<std::size_t>(length);
  const Character character{broken ? std::nullopt : std::optional(code_point),
                            text.substr(0, size)};
  text.remove_prefix(size);
  return character;
}

bool changes_the_screen(utf8proc_int32_t code_point) {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    case UTF8PROC_CATEGORY_CF: {
      constexpr utf8proc_int32_t kZeroWidthJoiner = 0x200D;
      return code_point != kZeroWidthJoiner;
    }
    default:
      return false;
  }
}

}  // namespace

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  while (!text.empty()) {
    if (kSpace.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else if (kSpace.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t end = text.find(separator); end != std::string_view::npos;
       end = text.find(separator, start)) {
    parts.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  parts.emplace_back(text.substr(start));
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string joined;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) joined += separator;
    joined += part;
  }
  return joined;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(text);
  }
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (!take_character(text).code_point) return false;
  }
  return true;
}

std::string replace_broken_utf8(std::string_view text) {
  std::string whole;
  whole.reserve(text.size());
  while (!text.empty()) {
    const Character character = take_character(text);
    whole += character.code_point ? character.bytes : kReplacement;
  }
  return whole;
}

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const Character character = take_character(text);
    const bool blank =
        character.bytes == "\n" || character.bytes == "\t" || character.bytes == "\r";
    if (blank) {
      safe += ' ';
    } else if (!character.code_point || changes_the_screen(*character.code_point)) {
      safe += kReplacement;
    } else {
      safe += character.bytes;
    }
  }
  return safe;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character character = take_character(text);
    if (!character.code_point) {
      ++width;
      continue;
    }
    width += static_cast<std::size_t>(utf8proc_charwidth(*character.code_point));
  }
  return width;
}

std::string truncate(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::string kept;
  std::size_t used = 0;
  while (!text.empty()) {
    const Character character = take_character(text);
    const std::size_t next = display_width(character.bytes);
    if (used + next > width - 1) break;
    kept += character.bytes;
    used += next;
  }
  return kept.append(kEllipsis);
}

}  // namespace faultline
