#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/operator_graph.h"

namespace faultline::analysis {

/// What two paths must be compared by, where runs of one label alone do not count: instead of the
/// labels stand the ids of neighbouring pairs of them that both sides have. 0 stands for any number
/// of pairs that only one side has, and never matches. A run of n pairs is one of n + 1 labels.
using Fragments = std::vector<std::int32_t>;

inline constexpr std::int32_t kNoPair = 0;

/// A run of pairs of the first path that also stands in the second.
struct FragmentRun {
  std::int32_t begin = 0;
  std::int32_t length = 0;
};

/// A second path, made ready to be compared with many: for each pair a mask of its places.
class FragmentIndex {
 public:
  /// Enough for every path that is shorter than kLongSequence.
  static constexpr std::size_t kLongestWords = 4;

  /// @param fragments  of a path of fewer labels than kLongSequence
  /// @param pairs  ids in the fragments are in [0, pairs)
  FragmentIndex(std::span<const std::int32_t> fragments, std::size_t pairs);

  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::span<const std::uint64_t> places(std::int32_t pair) const {
    return std::span(masks_).subspan(static_cast<std::size_t>(pair) * words_, words_);
  }

 private:
  std::size_t size_;
  std::size_t words_;  ///< 64 places each
  std::vector<std::uint64_t> masks_;
};

/// Compares fragments as `matching_blocks` compares the labels that they stand for, for paths in
/// which every label may start a match. Keeps its memory from one comparison to the next.
class FragmentMatcher {
 public:
  FragmentMatcher();
  FragmentMatcher(const FragmentMatcher&) = delete;
  FragmentMatcher& operator=(const FragmentMatcher&) = delete;
  FragmentMatcher(FragmentMatcher&&) = delete;
  FragmentMatcher& operator=(FragmentMatcher&&) = delete;
  ~FragmentMatcher();

  /// The runs in no particular order. Valid until the next call.
  [[nodiscard]] std::span<const FragmentRun> match(std::span<const std::int32_t> a,
                                                   const FragmentIndex& b);

 private:
  struct Matchers;

  std::unique_ptr<Matchers> matchers_;
  std::vector<FragmentRun> runs_;
};

}  // namespace faultline::analysis
