#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/operator_graph.h"
#include "analysis/operator_paths.h"
#include "data/models.h"

namespace faultline::reports {

/// What one model is like, as its top-level graph tells it.
struct ModelFacts {
  analysis::Vocabulary vocabulary;
  std::vector<std::string> op_types;  ///< the different ones, ascending
  std::int64_t operator_nodes = 0;
  std::int64_t graph_inputs = 0;
  std::int64_t graph_outputs = 0;
  analysis::PathCounts path_counts;
  /// The different label lists, ascending; no value where there are more than 20,000 paths.
  std::optional<std::vector<analysis::LabelPath>> paths;
};

[[nodiscard]] ModelFacts model_facts(const data::Model& model);

/// SHA-256 of all paths, one a line, labels joined by commas, in the order of their bytes, repeats
/// included.
[[nodiscard]] std::string paths_checksum(const std::vector<analysis::LabelPath>& paths,
                                         const analysis::Vocabulary& vocabulary);

}  // namespace faultline::reports
