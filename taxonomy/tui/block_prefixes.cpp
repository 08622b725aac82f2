#include "taxonomy/tui/block_prefixes.h"

#include <utility>

#include "taxonomy/tui/cell_text.h"

namespace faultline::taxonomy {

namespace {

constexpr std::size_t kMostLevels = 10;

}  // namespace

bool BlockPrefixes::enter(StyledSpan first, StyledSpan rest) {
  const int cells = cell_width(first.text);
  if (levels_.size() == kMostLevels || without_ > 0 || used_ + cells > width_ / 2) {
    ++without_;
    return false;
  }
  levels_.push_back({std::move(first), std::move(rest), cells});
  used_ += cells;
  return true;
}

void BlockPrefixes::leave() {
  if (without_ > 0) {
    --without_;
    return;
  }
  used_ -= levels_.back().cells;
  levels_.pop_back();
}

void BlockPrefixes::put_before(StyledLine& line) {
  if (levels_.empty()) return;
  std::vector<StyledSpan> spans;
  spans.reserve(levels_.size() + line.spans.size());
  for (Level& level : levels_) {
    spans.push_back(level.written ? level.rest : level.first);
    level.written = true;
  }
  for (StyledSpan& span : line.spans) spans.push_back(std::move(span));
  line.spans = std::move(spans);
}

bool BlockPrefixes::awaits_line() const {
  return without_ == 0 && !levels_.empty() && !levels_.back().written;
}

StyledLine BlockPrefixes::blank_line() const {
  StyledLine line;
  for (const Level& level : levels_) line.spans.push_back(level.rest);
  return line;
}

}  // namespace faultline::taxonomy
