#pragma once

#include <string>
#include <vector>

#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// What stands before each line inside quotes and lists: bars, bullets, numbers and indentation.
/// Takes at most half of the width and a few levels; deeper ones are without.
class BlockPrefixes {
 public:
  explicit BlockPrefixes(int width) : width_(width) {}

  /// Goes one level deeper.
  /// @param first  stands before the level's first line, `rest` before all others; of equal width
  /// @return whether there was room for it
  bool enter(StyledSpan first, StyledSpan rest);
  /// Comes back from the deepest level.
  void leave();
  /// Whether nothing was written in the deepest level yet, so that its sign was not shown.
  [[nodiscard]] bool awaits_line() const;

  /// The cells that are left for text.
  [[nodiscard]] int room() const { return width_ - used_; }
  /// Puts what belongs before the line before it.
  void put_before(StyledLine& line);
  [[nodiscard]] StyledLine blank_line() const;

 private:
  struct Level {
    StyledSpan first;
    StyledSpan rest;
    int cells = 0;
    bool written = false;
  };

  int width_;
  int used_ = 0;
  std::vector<Level> levels_;
  int without_ = 0;  ///< levels below those, which have no prefix
};

}  // namespace faultline::taxonomy
