#include "taxonomy/tui/table_layout.h"

#include <algorithm>
#include <optional>
#include <string>

#include "taxonomy/tui/cell_text.h"

namespace faultline::taxonomy {

namespace {

constexpr std::string_view kBar = " \xE2\x94\x82 ";                             // " │ "
constexpr std::string_view kRule = "\xE2\x94\x80";                              // "─"
constexpr std::string_view kCrossing = "\xE2\x94\x80\xE2\x94\xBC\xE2\x94\x80";  // "─┼─"
constexpr int kBarCells = 3;
constexpr int kNarrowestColumn = 8;

using Widths = std::vector<int>;

Widths natural_widths(const MarkdownTable& table) {
  Widths widths;
  for (const std::vector<Flow>& row : table.rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], cell_width(row[i].text()));
    }
  }
  return widths;
}

int sum_up_to(const Widths& widths, int most) {
  int sum = 0;
  for (const int width : widths) sum += std::min(width, most);
  return sum;
}

/// The widths that fit: the widest columns made equally narrow; none where they would be too narrow
/// to be read.
std::optional<Widths> fitting(Widths widths, int width) {
  const int room = width - kBarCells * (static_cast<int>(widths.size()) - 1);
  const int widest = widths.empty() ? 0 : *std::max_element(widths.begin(), widths.end());
  int most = std::min(widest, std::max(room, kNarrowestColumn));
  while (most > kNarrowestColumn && sum_up_to(widths, most) > room) --most;
  if (sum_up_to(widths, most) > room) return std::nullopt;
  for (int& natural : widths) natural = std::min(natural, most);
  return widths;
}

void put_spaces(StyledLine& line, int count) {
  if (count > 0) line.spans.push_back({std::string(static_cast<std::size_t>(count), ' ')});
}

void put_cell(StyledLine& line, const StyledLine* cell, int width, CellAlignment alignment) {
  int used = 0;
  if (cell != nullptr) used = cell_width(plain_text(*cell));
  const int left = alignment == CellAlignment::kRight    ? width - used
                   : alignment == CellAlignment::kCenter ? (width - used) / 2
                                                         : 0;
  put_spaces(line, left);
  if (cell != nullptr) line.spans.insert(line.spans.end(), cell->spans.begin(), cell->spans.end());
  put_spaces(line, width - used - left);
}

void lay_row(const MarkdownTable& table, const std::vector<Flow>& row, const Widths& widths,
             std::vector<StyledLine>& lines) {
  std::vector<std::vector<StyledLine>> cells;
  std::size_t height = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    cells.push_back(row[i].lines(std::max(1, widths[i])));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t part = 0; part < height; ++part) {
    StyledLine& line = lines.emplace_back();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (i > 0) line.spans.push_back({std::string(kBar), Style::kDim});
      const bool present = i < cells.size() && part < cells[i].size();
      const CellAlignment alignment =
          i < table.alignments.size() ? table.alignments[i] : CellAlignment::kLeft;
      put_cell(line, present ? &cells[i][part] : nullptr, widths[i], alignment);
      if (present && !line.source_line) line.source_line = cells[i][part].source_line;
    }
  }
}

StyledLine rule_of(const Widths& widths) {
  std::string rule;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) rule += kCrossing;
    for (int cell = 0; cell < widths[i]; ++cell) rule += kRule;
  }
  return {{{std::move(rule), Style::kDim}}};
}

std::vector<StyledLine> lay_as_text(const MarkdownTable& table, int width) {
  std::vector<StyledLine> lines;
  for (const std::vector<Flow>& row : table.rows) {
    Flow whole;
    for (const Flow& cell : row) {
      if (&cell != &row.front()) whole.add(kBar, Style::kDim);
      whole.add(cell);
    }
    for (StyledLine& line : whole.lines(width)) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::vector<StyledLine> lay_table(const MarkdownTable& table, int width) {
  const std::optional<Widths> widths = fitting(natural_widths(table), width);
  if (!widths) return lay_as_text(table, width);
  std::vector<StyledLine> lines;
  for (const std::vector<Flow>& row : table.rows) {
    lay_row(table, row, *widths, lines);
    if (&row == &table.rows.front()) lines.push_back(rule_of(*widths));
  }
  return lines;
}

}  // namespace faultline::taxonomy
