#include "taxonomy/tui/flow.h"

#include <algorithm>

#include "taxonomy/tui/cell_text.h"

namespace faultline::taxonomy {

void Flow::add(std::string_view text, Style style, std::optional<int> source_line) {
  if (text.empty()) return;
  runs_.push_back({text_.size(), style, source_line});
  append_cell_text(text_, text);
}

void Flow::add(const Flow& other) {
  for (const Run& run : other.runs_) {
    runs_.push_back({text_.size() + run.begin, run.style, run.source_line});
  }
  text_ += other.text_;
}

void Flow::clear() {
  text_.clear();
  runs_.clear();
}

std::vector<StyledLine> Flow::lines(int cells) const {
  std::vector<StyledLine> lines;
  std::size_t run = 0;
  for (const TextRange range : wrap_words(text_, cells)) {
    StyledLine& line = lines.emplace_back();
    const auto end_of = [&](std::size_t i) {
      return i + 1 < runs_.size() ? runs_[i + 1].begin : text_.size();
    };
    while (run < runs_.size() && end_of(run) <= range.begin) ++run;
    if (run < runs_.size()) line.source_line = runs_[run].source_line;
    for (std::size_t i = run; i < runs_.size() && runs_[i].begin < range.end; ++i) {
      const std::size_t begin = std::max(range.begin, runs_[i].begin);
      const std::size_t end = std::min(range.end, end_of(i));
      if (begin >= end) continue;
      const std::string_view text = std::string_view(text_).substr(begin, end - begin);
      if (!line.spans.empty() && line.spans.back().style == runs_[i].style) {
        line.spans.back().text += text;
      } else {
        line.spans.push_back({std::string(text), runs_[i].style});
      }
    }
  }
  return lines;
}

}  // namespace faultline::taxonomy
