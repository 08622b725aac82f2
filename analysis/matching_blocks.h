#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

namespace faultline::analysis {

/// a[i..i + length) equals b[j..j + length).
struct MatchingBlock {
  std::int32_t i = 0;
  std::int32_t j = 0;
  std::int32_t length = 0;

  friend bool operator==(const MatchingBlock&, const MatchingBlock&) = default;
  friend bool operator<(const MatchingBlock& one, const MatchingBlock& other) {
    return std::tie(one.i, one.j) < std::tie(other.i, other.j);
  }
};

/// From so many labels on, frequent ones may not start a match.
inline constexpr std::size_t kLongSequence = 200;

/// The blocks in which two sequences match: the longest common run (of equally long ones the first
/// in a, then the first in b), and in the same way those left and right of it, in both. A label
/// that a long b holds more often than once in a hundred places, plus one, starts no match. The
/// result depends on which sequence is first, and leaves out runs that lie crosswise.
///
/// Source: Ratcliff and Metzener 1988 (pattern matching: the gestalt approach), with the rule for
/// frequent labels, as Python's difflib.SequenceMatcher.get_matching_blocks defines it (without the
/// closing block of length 0).
[[nodiscard]] std::vector<MatchingBlock> matching_blocks(std::span<const std::int32_t> a,
                                                         std::span<const std::int32_t> b);

}  // namespace faultline::analysis
