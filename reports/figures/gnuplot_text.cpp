#include "reports/figures/gnuplot_text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/text.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kEscapeLength = 4;  ///< of "\\303"

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

/// Blocks of Unicode that DejaVu Sans has whole.
constexpr std::array kKnown = std::to_array<Range>({
    {0x00A0, 0x024F},  // Latin
    {0x0388, 0x038A},  // Greek, without what Unicode leaves open
    {0x038E, 0x03A1},
    {0x03A3, 0x03CE},
    {0x0400, 0x045F},  // Cyrillic
    {0x2010, 0x2027},  // punctuation
    {0x2190, 0x22FF},  // arrows, mathematics
    {0xFFFD, 0xFFFD},  // what stands for a broken character
});

constexpr std::string_view kSquare = R"(\342\226\241)";

bool is_known(std::uint32_t code_point) {
  return std::ranges::any_of(kKnown, [code_point](const Range& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

/// The byte that an escape at the text's beginning stands for; none where there is none.
std::optional<unsigned char> escaped_byte(std::string_view text) {
  if (text.size() < kEscapeLength || text[0] != '\\') return std::nullopt;
  unsigned value = 0;
  for (const char digit : text.substr(1, kEscapeLength - 1)) {
    if (digit < '0' || digit > '7') return std::nullopt;
    value = value * 8 + static_cast<unsigned>(digit - '0');
  }
  return static_cast<unsigned char>(value);
}

/// One character written as escapes.
struct Character {
  std::uint32_t code_point = 0;
  std::size_t length = 0;  ///< of its escapes
};

/// The character beyond ASCII that the text begins with, if it does.
std::optional<Character> escaped_character(std::string_view text) {
  constexpr unsigned char kFirstOfMany = 0xC0;
  std::string bytes;
  for (auto byte = escaped_byte(text); byte;
       byte = escaped_byte(text.substr(bytes.size() * kEscapeLength))) {
    const bool begins_another = *byte < 0x80 || *byte >= kFirstOfMany;
    if (begins_another != bytes.empty()) break;
    if (bytes.empty() && *byte < kFirstOfMany) break;
    bytes += static_cast<char>(*byte);
  }
  utf8proc_int32_t code_point = 0;
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());  // NOLINT
  const auto read =
      utf8proc_iterate(data, static_cast<utf8proc_ssize_t>(bytes.size()), &code_point);
  if (read <= 0) return std::nullopt;
  return Character{.code_point = static_cast<std::uint32_t>(code_point),
                   .length = static_cast<std::size_t>(read) * kEscapeLength};
}

}  // namespace

std::string gnuplot_text(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-+()/";
  std::string quoted = "\"";
  for (const char c : printable(text)) {
    if (kPlain.find(c) != std::string_view::npos) {
      quoted += c;
    } else {
      quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    }
  }
  return quoted + "\"";
}

std::string with_known_characters(std::string_view commands) {
  std::string known;
  while (!commands.empty()) {
    const std::size_t plain = std::min(commands.find('\\'), commands.size());
    known += commands.substr(0, plain);
    commands.remove_prefix(plain);
    if (commands.empty()) break;
    const std::optional<Character> character = escaped_character(commands);
    const std::size_t length = character ? character->length : 1;
    known += character && !is_known(character->code_point) ? kSquare : commands.substr(0, length);
    commands.remove_prefix(length);
  }
  return known;
}

std::vector<std::string> break_lines(std::string_view text, std::size_t columns,
                                     std::size_t most_lines) {
  std::vector<std::string> lines(1);
  for (const std::string& word : split(printable(trim(text)), ' ')) {
    std::string& line = lines.back();
    const bool fits = display_width(line) + 1 + display_width(word) <= columns;
    if (line.empty()) {
      line = word;
    } else if (fits || lines.size() == most_lines) {
      line += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  for (std::string& line : lines) line = truncate(line, columns);
  return lines;
}

}  // namespace faultline::reports
