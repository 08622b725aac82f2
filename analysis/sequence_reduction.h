#pragma once

#include <cstddef>
#include <vector>

#include "analysis/operator_graph.h"

namespace faultline::analysis {

struct SequenceReduction {
  std::size_t before = 0;
  std::vector<std::size_t> round_sizes;     ///< of the set after each round, the last one included
  std::vector<OperatorSequence> sequences;  ///< what is left, ascending
};

/// Reduces a set of sequences to what they have in common, as the published study did ("recursive
/// submatching"), in ascending order. In a round every pair is compared; where two have a matching
/// block of more than three labels, the block replaces both. Rounds follow until the set grows no
/// smaller. Note that a sequence and a longer one that contains it leave nothing at all: the block
/// that was just added is the shorter one, which is taken out.
///
/// @param sequences  ascending, without repeats
/// Source: Jajal et al. 2024, section 6.2.3, as their program does it, but in a fixed order.
[[nodiscard]] SequenceReduction reduce_sequences(std::vector<OperatorSequence> sequences);

}  // namespace faultline::analysis
