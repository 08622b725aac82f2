#pragma once

#include <cstdint>
#include <vector>

#include "analysis/operator_graph.h"

namespace faultline::analysis {

/// The labels of a path from a graph input to a graph output, both markers included, with the
/// number of paths that have just these labels.
struct LabelPath {
  OperatorSequence labels;
  std::uint64_t count = 0;

  friend bool operator==(const LabelPath&, const LabelPath&) = default;
};

/// The different label lists among a graph's paths from inputs to outputs, ascending. Paths that
/// agree so far are followed together, so that the work goes with the different lists, not with the
/// paths.
///
/// @param most  so many different lists at most
/// @throws Error (failure) where there are more, or more paths than 2^64 - 1
[[nodiscard]] std::vector<LabelPath> label_paths(const OperatorGraph& graph,
                                                 const Vocabulary& vocabulary, std::size_t most);

}  // namespace faultline::analysis
