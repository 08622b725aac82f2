#pragma once

#include <cstddef>

#include "data/codebook.h"

namespace faultline::taxonomy {

/// The cells of a terminal's window.
struct WindowSize {
  int columns = 80;
  int rows = 24;

  friend bool operator==(const WindowSize&, const WindowSize&) = default;
};

/// A window that is smaller shows nothing but that it is too small.
inline constexpr WindowSize kSmallestWindow{40, 10};

[[nodiscard]] constexpr bool is_too_small(WindowSize size) {
  return size.columns < kSmallestWindow.columns || size.rows < kSmallestWindow.rows;
}

struct Area {
  int row = 0;
  int column = 0;
  int columns = 0;
  int rows = 0;
};

/// Where things are in a window. Above all the line of the state, below all a line for messages and
/// typing and the line of the keys. Between them the issue and, from 100 columns on beside it, else
/// beneath it, the dimensions with their codes. Depends on the window and the codebook alone, so
/// that nothing moves while a rater works.
struct Layout {
  WindowSize window = {};
  bool beside = false;
  Area issue = {};
  Area codes = {};
  Area body = {};  ///< issue and codes together, for pages
  int state_row = 0;
  int message_row = 0;
  int keys_row = 0;

  /// Cells before each line of the issue, for signs.
  static constexpr int kMargin = 2;
  [[nodiscard]] int text_columns() const { return issue.columns - kMargin; }
};

/// @param with_others  whether other raters' labels stand beside each other, which takes more room
[[nodiscard]] Layout lay_out(WindowSize window, const data::Codebook& codebook, bool with_others);

/// Into how many columns the codes of a dimension are set in a stacked window.
[[nodiscard]] int code_columns(int columns);

}  // namespace faultline::taxonomy
