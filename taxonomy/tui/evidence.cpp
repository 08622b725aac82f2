#include "taxonomy/tui/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace faultline::taxonomy {

namespace {

std::optional<int> parse_line(std::string_view text) {
  int line = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, line);
  if (error != std::errc{} || stop != end || line < 1) return std::nullopt;
  return line;
}

EvidenceMark parse_mark(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {.part = std::string(text)};
  const std::string_view lines = text.substr(colon + 1);
  const std::size_t dash = lines.find('-');
  const std::optional<int> first = parse_line(lines.substr(0, dash));
  const std::optional<int> last =
      dash == std::string_view::npos ? first : parse_line(lines.substr(dash + 1));
  if (!first || !last || *last < *first) return {.part = std::string(text)};
  return {.part = std::string(text.substr(0, colon)), .first = *first, .last = *last};
}

}  // namespace

std::string to_text(const std::vector<EvidenceMark>& marks) {
  std::vector<std::string> texts;
  for (const EvidenceMark& mark : marks) {
    if (mark.first == 0) {
      texts.push_back(mark.part);
    } else if (mark.first == mark.last) {
      texts.push_back(fmt::format("{}:{}", mark.part, mark.first));
    } else {
      texts.push_back(fmt::format("{}:{}-{}", mark.part, mark.first, mark.last));
    }
  }
  return join(texts, "; ");
}

std::vector<EvidenceMark> parse_evidence(std::string_view text) {
  std::vector<EvidenceMark> marks;
  for (const std::string& piece : split(text, ';')) {
    if (!trim(piece).empty()) marks.push_back(parse_mark(trim(piece)));
  }
  return marks;
}

std::vector<EvidenceMark> marks_of(std::span<const StyledLine> lines) {
  std::vector<EvidenceMark> marks;
  for (const StyledLine& line : lines) {
    if (line.part.empty()) continue;
    auto mark = std::find_if(marks.begin(), marks.end(),
                             [&](const EvidenceMark& known) { return known.part == line.part; });
    if (mark == marks.end()) {
      marks.push_back({.part = line.part});
      mark = std::prev(marks.end());
    }
    if (!line.source_line) continue;
    mark->first = mark->first == 0 ? *line.source_line : std::min(mark->first, *line.source_line);
    mark->last = std::max(mark->last, *line.source_line);
  }
  return marks;
}

bool is_marked(const StyledLine& line, const std::vector<EvidenceMark>& marks) {
  if (line.part.empty()) return false;
  return std::any_of(marks.begin(), marks.end(), [&](const EvidenceMark& mark) {
    if (mark.part != line.part) return false;
    return mark.first == 0 ||
           (line.source_line && mark.first <= *line.source_line && *line.source_line <= mark.last);
  });
}

}  // namespace faultline::taxonomy
