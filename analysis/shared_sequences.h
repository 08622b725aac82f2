#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/operator_paths.h"

namespace faultline::analysis {

/// The label paths of one model, as `label_paths` lists them.
using ModelPaths = std::vector<LabelPath>;

/// What the models of two sets share, by the published study's method.
struct SharedSequences {
  std::uint64_t model_pairs = 0;
  /// Paths of the same labels are counted as often as they are; none above 2^64 - 1.
  std::optional<std::uint64_t> path_pairs = 0;
  std::uint64_t distinct_path_pairs = 0;    ///< counted once per model
  std::uint64_t shared_before_merging = 0;  ///< shared sequences, summed over the model pairs
  std::vector<OperatorSequence> sequences;  ///< the unique sequences, ascending
};

/// Compares every model of the one set (first) with every model of the other (second): the shared
/// sequences of two models are the labels of all matching blocks (`matching_blocks`) of at least
/// two labels, over every path of the first with every path of the second. From the union over the
/// model pairs, the leading and trailing markers `input` and `output` are taken away; what is then
/// longer than two labels is a unique sequence.
///
/// The result is that of comparing path by path. But of each path only the neighbourhoods of label
/// pairs that both models have are compared, equal ones once, and long label lists as bit masks;
/// all processors share the work.
///
/// @throws Error (failure) where the models have so many pairs of different label lists that it
///         would take minutes
/// Source: Jajal et al. 2024, section 6.2.3.
[[nodiscard]] SharedSequences shared_sequences(std::span<const ModelPaths> first,
                                               std::span<const ModelPaths> second,
                                               const Vocabulary& vocabulary);

/// The same within a set: every two different models, the earlier one first.
/// @throws Error (failure) as `shared_sequences`
[[nodiscard]] SharedSequences shared_sequences_within(std::span<const ModelPaths> set,
                                                      const Vocabulary& vocabulary);

/// The sequences of the one list, ascending, that are not in the other.
[[nodiscard]] std::vector<OperatorSequence> difference(
    const std::vector<OperatorSequence>& of, const std::vector<OperatorSequence>& without);

}  // namespace faultline::analysis
