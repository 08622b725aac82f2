#include "taxonomy/tui/markdown_limits.h"

#include <algorithm>
#include <cstddef>

#include "taxonomy/tui/source_lines.h"

namespace faultline::taxonomy {

namespace {

constexpr std::size_t kLongestText = std::size_t{4} * 65'536;  // bytes: a character has up to four
constexpr std::size_t kDeepestNesting = 50;
constexpr std::size_t kDeepestIndent = 2 * kDeepestNesting;
constexpr std::size_t kWidestTable = 500;
constexpr std::size_t kMostCells = std::size_t{1} << 19;
// Steps, or bytes, that parsing may take beyond what is linear in the text.
constexpr std::size_t kMostSteps = std::size_t{1} << 26;

/// What a line begins with: quote signs and list markers.
struct Opening {
  std::size_t markers = 0;
  std::size_t last_indent = 0;  ///< columns before the last marker
};

bool is_space(std::string_view line, std::size_t at) {
  return at >= line.size() || line[at] == ' ' || line[at] == '\t';
}

/// The bytes of the list marker or quote sign that begins there; 0 where none does.
std::size_t marker_size(std::string_view line, std::size_t at) {
  if (at >= line.size()) return 0;
  if (line[at] == '>') return 1;
  if (line[at] == '-' || line[at] == '+' || line[at] == '*') return is_space(line, at + 1) ? 1 : 0;
  std::size_t digits = 0;
  while (at + digits < line.size() && line[at + digits] >= '0' && line[at + digits] <= '9')
    ++digits;
  const std::size_t end = at + digits;
  if (digits == 0 || end >= line.size() || (line[end] != '.' && line[end] != ')')) return 0;
  return is_space(line, end + 1) ? digits + 1 : 0;
}

Opening opening_of(std::string_view line) {
  Opening opening;
  std::size_t at = 0;
  for (;;) {
    std::size_t blanks = 0;
    while (at < line.size() && is_space(line, at)) {
      blanks += line[at] == '\t' ? 4 : 1;
      ++at;
    }
    const std::size_t size = marker_size(line, at);
    if (size == 0) return opening;
    ++opening.markers;
    opening.last_indent = std::max(opening.last_indent, blanks);
    at += size;
  }
}

/// Counts what the limits are about.
struct Census {
  std::size_t lines = 0;
  std::size_t markers = 0;     ///< most in a line
  std::size_t indent = 0;      ///< deepest before a marker
  std::size_t bars = 0;        ///< most in a line
  std::size_t delimiters = 0;  ///< lines that could be the second of a table
  std::size_t brackets = 0;
  std::size_t ends = 0;  ///< closing parentheses and at signs, at which automatic links are tried
  std::size_t word = 0;  ///< the longest

  void count(std::string_view line);
};

void Census::count(std::string_view line) {
  ++lines;
  const Opening opening = opening_of(line);
  markers = std::max(markers, opening.markers);
  indent = std::max(indent, opening.last_indent);
  if (line.find_first_not_of("|:- \t>") == std::string_view::npos && !line.empty()) ++delimiters;
  std::size_t bars_here = 0;
  std::size_t word_begin = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    switch (line[at]) {
      case '|':
        ++bars_here;
        break;
      case '[':
        ++brackets;
        break;
      case ')':
      case '@':
        ++ends;
        break;
      case ' ':
      case '\t':
        word = std::max(word, at - word_begin);
        word_begin = at + 1;
        break;
      default:
        break;
    }
  }
  word = std::max(word, line.size() - word_begin);
  bars = std::max(bars, bars_here);
}

}  // namespace

std::optional<std::string> why_not_markdown(std::string_view source) {
  if (source.size() > kLongestText) return "longer than GitHub accepts";
  Census census;
  for_each_source_line(source, [&](std::string_view line) { census.count(line); });
  if (census.markers > kDeepestNesting || census.indent > kDeepestIndent) {
    return "quotes and lists nested too deeply";
  }
  if (census.bars > kWidestTable || census.bars * census.lines > kMostCells) {
    return "too large a table";
  }
  if (census.delimiters * source.size() > kMostSteps ||
      (census.brackets + census.ends) * census.word > kMostSteps) {
    return "too many links or tables";
  }
  return std::nullopt;
}

}  // namespace faultline::taxonomy
