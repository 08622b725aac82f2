#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// A window on the lines of an issue: where it is scrolled to, what was searched for, and the lines
/// that are being marked as evidence.
class ThreadView {
 public:
  /// Shows another issue, from its beginning.
  void show(std::vector<StyledLine> lines);
  /// Shows the same issue made anew (for another width, or with patches unfolded), at the text
  /// where it was.
  void renew(std::vector<StyledLine> lines);
  void set_height(int height);

  [[nodiscard]] const std::vector<StyledLine>& lines() const { return lines_; }
  [[nodiscard]] std::size_t top() const { return top_; }
  /// How much of the issue is above the window's end, in percent.
  [[nodiscard]] int percent_seen() const;

  /// Scrolls, or, while lines are being marked, moves the cursor.
  void move(std::ptrdiff_t lines);
  [[nodiscard]] std::ptrdiff_t page() const { return height_ > 1 ? height_ - 1 : 1; }

  /// Looks for a text and goes to the first place at or below the window's top.
  /// @return at how many lines it begins; with none, the search is over
  std::size_t search(const std::string& text);
  [[nodiscard]] bool is_searching() const { return !matches_.empty(); }
  [[nodiscard]] const std::vector<std::size_t>& matches() const { return matches_; }
  /// Which of the matches was gone to, from 0.
  [[nodiscard]] std::size_t match() const { return match_; }
  /// Goes on to the next match, or back, around the end.
  void next_match(bool forward);
  void end_search();

  void begin_marking();
  [[nodiscard]] bool is_marking() const { return cursor_.has_value(); }
  /// Lines between here and the cursor will be marked.
  void fix_start();
  [[nodiscard]] bool has_start() const { return start_.has_value(); }
  /// The first and the last line that will be marked.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> selection() const;
  void end_marking();

 private:
  void scroll_to(std::ptrdiff_t top);
  void reveal(std::size_t line);

  std::vector<StyledLine> lines_;
  std::ptrdiff_t height_ = 1;
  std::size_t top_ = 0;
  std::string searched_;
  std::vector<std::size_t> matches_;
  std::size_t match_ = 0;
  std::optional<std::size_t> cursor_;
  std::optional<std::size_t> start_;
};

}  // namespace faultline::taxonomy
