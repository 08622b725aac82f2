#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/tui/layout.h"
#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// How a stretch of a frame is shown.
struct Look {
  Style style = Style::kPlain;
  bool reversed = false;  ///< the lines at the window's edges, and what is selected

  friend bool operator==(const Look&, const Look&) = default;
};

struct FrameSpan {
  int column = 0;
  std::string text;  ///< safe for a terminal's cells, see cell_text.h
  Look look = {};
};

/// What a terminal's window is to show: drawn by draw_labelling.h, painted by terminal.h, and read
/// as text by tests.
class Frame {
 public:
  explicit Frame(WindowSize size) : size_(size), rows_(static_cast<std::size_t>(size.rows)) {}

  [[nodiscard]] WindowSize size() const { return size_; }
  [[nodiscard]] const std::vector<std::vector<FrameSpan>>& rows() const { return rows_; }

  /// Puts a safe text into a row, cut to the given number of cells and to the window. Texts of a
  /// row are put from left to right. A row that the window does not have takes nothing.
  void put(int row, int column, int columns, std::string_view text, Look look = {});
  /// Puts the spans of a line one behind the other.
  void put(int row, int column, int columns, const StyledLine& line, bool reversed = false);
  /// Fills a row with one look from a text to its end.
  void put_bar(int row, int column, int columns, std::string_view text, Look look);

  void clear(const Area& area);

  struct Cell {
    int row = 0;
    int column = 0;
  };
  std::optional<Cell> cursor;  ///< where something is typed

 private:
  WindowSize size_;
  std::vector<std::vector<FrameSpan>> rows_;
};

/// The window's rows as text, without spaces at their ends.
[[nodiscard]] std::string to_text(const Frame& frame);

}  // namespace faultline::taxonomy
