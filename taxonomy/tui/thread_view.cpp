#include "taxonomy/tui/thread_view.h"

#include <algorithm>

#include "taxonomy/tui/thread.h"

namespace faultline::taxonomy {

void ThreadView::show(std::vector<StyledLine> lines) {
  lines_ = std::move(lines);
  top_ = 0;
  end_search();
  end_marking();
}

void ThreadView::renew(std::vector<StyledLine> lines) {
  const StyledLine old_top = lines_.empty() ? StyledLine{} : lines_[top_];
  const bool was_at_beginning = top_ == 0;
  lines_ = std::move(lines);
  end_marking();
  const auto same_text = std::find_if(lines_.begin(), lines_.end(), [&](const StyledLine& line) {
    return line.part == old_top.part && line.source_line >= old_top.source_line;
  });
  scroll_to(was_at_beginning || same_text == lines_.end() ? 0 : same_text - lines_.begin());
  if (is_searching()) search(std::string(searched_));
}

void ThreadView::set_height(int height) {
  height_ = std::max(height, 1);
  scroll_to(static_cast<std::ptrdiff_t>(top_));
  if (cursor_) reveal(*cursor_);
}

int ThreadView::percent_seen() const {
  const std::size_t end = std::min(lines_.size(), top_ + static_cast<std::size_t>(height_));
  return lines_.empty() ? 100 : static_cast<int>(end * 100 / lines_.size());
}

void ThreadView::scroll_to(std::ptrdiff_t top) {
  const auto last = static_cast<std::ptrdiff_t>(lines_.size()) - height_;
  top_ = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, std::min(top, last)));
}

void ThreadView::reveal(std::size_t line) {
  const auto place = static_cast<std::ptrdiff_t>(line);
  const auto top = static_cast<std::ptrdiff_t>(top_);
  if (place < top) scroll_to(place);
  if (place >= top + height_) scroll_to(place - height_ + 1);
}

void ThreadView::move(std::ptrdiff_t lines) {
  if (!cursor_) {
    scroll_to(static_cast<std::ptrdiff_t>(top_) + lines);
    return;
  }
  const auto last = static_cast<std::ptrdiff_t>(lines_.size()) - 1;
  const std::ptrdiff_t wanted = static_cast<std::ptrdiff_t>(*cursor_) + lines;
  cursor_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, last));
  reveal(*cursor_);
}

std::size_t ThreadView::search(const std::string& text) {
  searched_ = text;
  matches_ = find_in_thread(lines_, text);
  if (matches_.empty()) return 0;
  const auto below = std::lower_bound(matches_.begin(), matches_.end(), top_);
  match_ = below == matches_.end() ? 0 : static_cast<std::size_t>(below - matches_.begin());
  reveal(matches_[match_]);
  return matches_.size();
}

void ThreadView::next_match(bool forward) {
  if (matches_.empty()) return;
  match_ = (match_ + (forward ? 1 : matches_.size() - 1)) % matches_.size();
  reveal(matches_[match_]);
}

void ThreadView::end_search() {
  searched_.clear();
  matches_.clear();
  match_ = 0;
}

void ThreadView::begin_marking() {
  if (lines_.empty()) return;
  cursor_ = is_searching() ? matches_[match_] : top_;
  start_.reset();
}

void ThreadView::fix_start() { start_ = cursor_; }

std::optional<std::pair<std::size_t, std::size_t>> ThreadView::selection() const {
  if (!cursor_) return std::nullopt;
  const std::size_t start = start_.value_or(*cursor_);
  return std::pair(std::min(start, *cursor_), std::max(start, *cursor_));
}

void ThreadView::end_marking() {
  cursor_.reset();
  start_.reset();
}

}  // namespace faultline::taxonomy
