#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/operator_graph.h"

namespace faultline::analysis {

struct MaximalSequences {
  /// The longest first; equally long ones ascending.
  std::vector<OperatorSequence> sequences;
  /// How many there are, listed or not; no value above 2^64 - 1.
  std::optional<std::uint64_t> total;
};

struct MaximalSearch {
  std::size_t labels = 0;     ///< ids of labels are in [0, labels)
  std::size_t shortest = 3;   ///< sequences of fewer labels are left out
  std::size_t most = 10'000;  ///< so many are listed, the longest ones
};

/// All maximal common sequences of two sets of models: label sequences along some path of a model
/// of the first set and along some path of a model of the second, to which no label can be added,
/// at neither end, without losing that.
///
/// No path and no pair of models is listed: sequences are followed label by label through all
/// graphs at once, as the set of vertices at which they can end, together with the vertices at
/// which they can end where a certain label goes before. Sequences that end in the same sets go on
/// in the same way and are followed once. So the work goes with the different continuations, and
/// the number of sequences is known even where it is too large to list them. That is close to the
/// number of vertices for models as they are; where one operator follows itself n times in both
/// sets it is n^2.
///
/// @param first, second  graphs of operators (`operators_on_paths`)
/// @throws Error (failure) where the graphs have so many different continuations that it would take
///         more than some ten seconds
/// Source: the subset construction (Rabin and Scott 1959) over the factor automaton (Blumer et al.
/// 1985) of the graphs' label sequences.
[[nodiscard]] MaximalSequences maximal_sequences(std::span<const OperatorGraph> first,
                                                 std::span<const OperatorGraph> second,
                                                 const MaximalSearch& search);

/// The same within a set: sequences that at least two of its models have.
[[nodiscard]] MaximalSequences maximal_sequences_within(std::span<const OperatorGraph> set,
                                                        const MaximalSearch& search);

}  // namespace faultline::analysis
