#include "taxonomy/tui/other_labels.h"

#include <algorithm>

#include "base/text.h"
#include "taxonomy/tui/cell_text.h"

namespace faultline::taxonomy {

namespace {

constexpr int kNarrowestColumn = 16;

void add_wrapped(std::vector<StyledSpan>& cells, const std::string& text, int columns,
                 Style style) {
  for (const TextRange& range : wrap_words(text, columns)) {
    cells.push_back({text.substr(range.begin, range.end - range.begin), style});
  }
}

/// One rater's label as the cells of a column.
std::vector<StyledSpan> draw_column(const RatersChoice& said, int columns) {
  std::vector<StyledSpan> cells;
  add_wrapped(cells, cell_text(said.rater), columns, Style::kStrong);
  add_wrapped(cells,
              cell_text(join(said.choice.codes, ", ")) + (said.choice.unsure ? " ! unsure" : ""),
              columns, Style::kPlain);
  if (!said.choice.memo.empty()) {
    add_wrapped(cells, cell_text(said.choice.memo), columns, Style::kQuote);
  }
  if (!said.choice.evidence.empty()) {
    add_wrapped(cells, cell_text(said.choice.evidence), columns, Style::kDim);
  }
  return cells;
}

}  // namespace

std::vector<StyledLine> draw_other_labels(const std::vector<RatersChoice>& said, int columns) {
  std::vector<StyledLine> lines;
  if (said.empty()) return lines;
  const int wanted = columns / static_cast<int>(said.size());
  const bool beside = wanted >= kNarrowestColumn;
  const int width = beside ? wanted : columns;
  if (!beside) {
    for (const RatersChoice& one : said) {
      for (StyledSpan& cell : draw_column(one, width))
        lines.push_back({.spans = {std::move(cell)}});
    }
    return lines;
  }
  for (const RatersChoice& one : said) {
    const std::vector<StyledSpan> cells = draw_column(one, width - 1);
    const auto before = static_cast<int>(&one - said.data());
    lines.resize(std::max(lines.size(), cells.size()));
    for (std::size_t row = 0; row < cells.size(); ++row) {
      std::vector<StyledSpan>& spans = lines[row].spans;
      while (static_cast<int>(spans.size()) < before) {
        spans.push_back({pad_to_cells("", width), Style::kPlain});
      }
      spans.push_back({pad_to_cells(cells[row].text, width), cells[row].style});
    }
  }
  return lines;
}

}  // namespace faultline::taxonomy
