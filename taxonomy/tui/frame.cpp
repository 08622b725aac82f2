#include "taxonomy/tui/frame.h"

#include <algorithm>

#include "taxonomy/tui/cell_text.h"

namespace faultline::taxonomy {

void Frame::put(int row, int column, int columns, std::string_view text, Look look) {
  const int room = std::min(columns, size_.columns - column);
  if (row < 0 || row >= size_.rows || room <= 0 || text.empty()) return;
  rows_[static_cast<std::size_t>(row)].push_back({column, cut_to_cells(text, room), look});
}

void Frame::put(int row, int column, int columns, const StyledLine& line, bool reversed) {
  const int end = column + columns;
  for (const StyledSpan& span : line.spans) {
    put(row, column, end - column, span.text, {span.style, reversed});
    column += cell_width(span.text);
  }
}

void Frame::put_bar(int row, int column, int columns, std::string_view text, Look look) {
  const int room = std::min(columns, size_.columns - column);
  if (room > 0) put(row, column, room, pad_to_cells(text, room), look);
}

void Frame::clear(const Area& area) {
  for (int row = area.row; row < std::min(area.row + area.rows, size_.rows); ++row) {
    std::vector<FrameSpan>& spans = rows_[static_cast<std::size_t>(row)];
    std::erase_if(spans, [&](const FrameSpan& span) {
      return span.column >= area.column && span.column < area.column + area.columns;
    });
  }
}

std::string to_text(const Frame& frame) {
  std::string text;
  for (const std::vector<FrameSpan>& spans : frame.rows()) {
    std::string line;
    int column = 0;
    for (const FrameSpan& span : spans) {
      line.append(static_cast<std::size_t>(std::max(0, span.column - column)), ' ');
      line += span.text;
      column = std::max(column, span.column) + cell_width(span.text);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace faultline::taxonomy
