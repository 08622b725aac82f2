#include "analysis/sequence_reduction.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <utility>

#include "analysis/matching_blocks.h"
#include "base/parallel.h"

namespace faultline::analysis {

namespace {

constexpr std::int32_t kLongestDropped = 3;

using Sequences = std::vector<OperatorSequence>;

/// The runs of one label more than is dropped, hashed, ascending: two sequences without a common
/// one have no block that counts.
std::vector<std::uint64_t> run_hashes(const OperatorSequence& sequence) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
  constexpr std::size_t kRun = kLongestDropped + 1;
  std::vector<std::uint64_t> hashes;
  for (std::size_t begin = 0; begin + kRun <= sequence.size(); ++begin) {
    std::uint64_t hash = 0;
    for (std::size_t i = begin; i < begin + kRun; ++i) {
      hash = (hash + static_cast<std::uint64_t>(sequence[i]) + 1) * kFactor;
      hash ^= hash >> 29;
    }
    hashes.push_back(hash);
  }
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

bool have_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i == *j) return true;
    (*i < *j ? i : j) += 1;
  }
  return false;
}

struct LongBlocks {
  std::size_t second = 0;
  std::vector<OperatorSequence> blocks;
};

std::vector<LongBlocks> blocks_with_later_ones(const Sequences& sequences,
                                               const std::vector<std::vector<std::uint64_t>>& runs,
                                               std::size_t first) {
  std::vector<LongBlocks> result;
  for (std::size_t second = first + 1; second < sequences.size(); ++second) {
    if (!have_common(runs[first], runs[second])) continue;
    LongBlocks found{.second = second, .blocks = {}};
    for (const MatchingBlock& block : matching_blocks(sequences[first], sequences[second])) {
      if (block.length <= kLongestDropped) continue;
      const auto begin = sequences[first].begin() + block.i;
      found.blocks.emplace_back(begin, begin + block.length);
    }
    if (!found.blocks.empty()) result.push_back(std::move(found));
  }
  return result;
}

std::set<OperatorSequence> reduce_once(const Sequences& sequences) {
  std::vector<std::vector<std::uint64_t>> runs(sequences.size());
  std::transform(sequences.begin(), sequences.end(), runs.begin(), run_hashes);
  std::vector<std::vector<LongBlocks>> found(sequences.size());
  parallel_for(sequences.size(), [&](std::size_t first) {
    found[first] = blocks_with_later_ones(sequences, runs, first);
  });
  std::set<OperatorSequence> left(sequences.begin(), sequences.end());
  for (std::size_t first = 0; first < sequences.size(); ++first) {
    for (LongBlocks& with : found[first]) {
      for (OperatorSequence& block : with.blocks) {
        left.insert(std::move(block));
        left.erase(sequences[first]);
        left.erase(sequences[with.second]);
      }
    }
  }
  return left;
}

}  // namespace

SequenceReduction reduce_sequences(std::vector<OperatorSequence> sequences) {
  SequenceReduction result{.before = sequences.size(), .round_sizes = {}, .sequences = {}};
  while (true) {
    std::set<OperatorSequence> left = reduce_once(sequences);
    result.round_sizes.push_back(left.size());
    if (left.size() >= sequences.size()) break;
    sequences.assign(std::make_move_iterator(left.begin()), std::make_move_iterator(left.end()));
  }
  result.sequences = std::move(sequences);
  return result;
}

}  // namespace faultline::analysis
