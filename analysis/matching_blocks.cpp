#include "analysis/matching_blocks.h"

#include <algorithm>
#include <map>

namespace faultline::analysis {

namespace {

using Sequence = std::span<const std::int32_t>;

struct Window {
  std::int32_t a_begin, a_end, b_begin, b_end;
};

class Matcher {
 public:
  Matcher(Sequence a, Sequence b) : a_(a), b_(b), runs_(b.size() + 1), runs_before_(b.size() + 1) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      places_[b[j]].push_back(static_cast<std::int32_t>(j));
    }
    if (b.size() < kLongSequence) return;
    const std::size_t most = b.size() / 100 + 1;
    std::erase_if(places_, [&](const auto& label) { return label.second.size() > most; });
  }

  std::vector<MatchingBlock> blocks() {
    std::vector<Window> windows{{0, size(a_), 0, size(b_)}};
    std::vector<MatchingBlock> found;
    while (!windows.empty()) {
      const Window window = windows.back();
      windows.pop_back();
      const MatchingBlock block = longest(window);
      if (block.length == 0) continue;
      found.push_back(block);
      const std::int32_t a_end = block.i + block.length;
      const std::int32_t b_end = block.j + block.length;
      if (window.a_begin < block.i && window.b_begin < block.j) {
        windows.push_back({window.a_begin, block.i, window.b_begin, block.j});
      }
      if (a_end < window.a_end && b_end < window.b_end) {
        windows.push_back({a_end, window.a_end, b_end, window.b_end});
      }
    }
    return joined(std::move(found));
  }

 private:
  static std::int32_t size(Sequence sequence) { return static_cast<std::int32_t>(sequence.size()); }
  [[nodiscard]] bool same(std::int32_t i, std::int32_t j) const {
    return a_[static_cast<std::size_t>(i)] == b_[static_cast<std::size_t>(j)];
  }

  /// The longest run of labels that may start a match.
  MatchingBlock longest_of_places(const Window& window) {
    MatchingBlock best{window.a_begin, window.b_begin, 0};
    // runs_before_[j + 1]: the length of the run that ends at the a before, and at j.
    for (std::int32_t i = window.a_begin; i < window.a_end; ++i) {
      const auto places = places_.find(a_[static_cast<std::size_t>(i)]);
      if (places != places_.end()) {
        for (const std::int32_t j : places->second) {
          if (j < window.b_begin || j >= window.b_end) continue;
          const std::int32_t length = runs_before_[static_cast<std::size_t>(j)] + 1;
          runs_[static_cast<std::size_t>(j) + 1] = length;
          if (length > best.length) best = {i - length + 1, j - length + 1, length};
        }
      }
      std::swap(runs_, runs_before_);
      std::fill(runs_.begin() + window.b_begin, runs_.begin() + window.b_end + 1, 0);
    }
    std::fill(runs_before_.begin() + window.b_begin, runs_before_.begin() + window.b_end + 1, 0);
    return best;
  }

  MatchingBlock longest(const Window& window) {
    MatchingBlock best = longest_of_places(window);
    while (best.i > window.a_begin && best.j > window.b_begin && same(best.i - 1, best.j - 1)) {
      --best.i;
      --best.j;
      ++best.length;
    }
    while (best.i + best.length < window.a_end && best.j + best.length < window.b_end &&
           same(best.i + best.length, best.j + best.length)) {
      ++best.length;
    }
    return best;
  }

  /// In order, neighbours that touch in both sequences as one.
  static std::vector<MatchingBlock> joined(std::vector<MatchingBlock> blocks) {
    std::sort(blocks.begin(), blocks.end());
    std::vector<MatchingBlock> result;
    for (const MatchingBlock& block : blocks) {
      const bool touches = !result.empty() && result.back().i + result.back().length == block.i &&
                           result.back().j + result.back().length == block.j;
      if (touches) {
        result.back().length += block.length;
      } else {
        result.push_back(block);
      }
    }
    return result;
  }

  Sequence a_;
  Sequence b_;
  std::map<std::int32_t, std::vector<std::int32_t>> places_;  ///< of labels that may start a match
  std::vector<std::int32_t> runs_;
  std::vector<std::int32_t> runs_before_;
};

}  // namespace

std::vector<MatchingBlock> matching_blocks(std::span<const std::int32_t> a,
                                           std::span<const std::int32_t> b) {
  return Matcher(a, b).blocks();
}

}  // namespace faultline::analysis
