#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/operator_graph.h"

namespace faultline::analysis {

/// The different sequences of one, two or three labels along the edges of a graph, ascending.
/// @param length  1, 2 or 3
[[nodiscard]] std::vector<OperatorSequence> operator_grams(const OperatorGraph& graph,
                                                           std::size_t length);

struct MissingGram {
  OperatorSequence labels;
  std::vector<std::int32_t> models;  ///< which models have it, by their place in the input
};

/// What models have and none of the models of tests: the most common ones first, equally common
/// ones ascending.
/// @param models, tests  for each model its grams
[[nodiscard]] std::vector<MissingGram> grams_without_test(
    std::span<const std::vector<OperatorSequence>> models,
    std::span<const std::vector<OperatorSequence>> tests);

}  // namespace faultline::analysis
