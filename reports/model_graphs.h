#pragma once

#include <string>
#include <vector>

#include "analysis/operator_graph.h"
#include "data/database.h"
#include "data/models.h"

namespace faultline::reports {

/// A set's models that could be read, in the order of their names, as graphs for the analyses.
struct ModelSetGraphs {
  std::string name;
  std::vector<std::string> models;
  std::vector<analysis::OperatorGraph> graphs;           ///< whole, with inputs and outputs
  std::vector<analysis::OperatorGraph> operators;        ///< on the paths from inputs to outputs
  std::vector<std::vector<std::string>> operator_names;  ///< of each model, anywhere in it
};

struct LoadedModelSets {
  analysis::Vocabulary vocabulary;
  std::vector<ModelSetGraphs> sets;
};

/// What a vertex is called in the analyses: its operator, or the marker `input` or `output`.
[[nodiscard]] std::string vertex_label(const data::ModelVertex& vertex);

/// Loads sets of models.
/// @throws Error (input) where the study lacks one of them
[[nodiscard]] LoadedModelSets load_model_sets(data::Database& database,
                                              const std::vector<std::string>& names);

/// The sets to compare where none are named: mismatched, correct and tests where the study has
/// them, else its first sets, three at most.
[[nodiscard]] std::vector<std::string> default_model_sets(data::Database& database);

/// A sequence's operators by name.
[[nodiscard]] std::vector<std::string> operator_names(const analysis::OperatorSequence& sequence,
                                                      const analysis::Vocabulary& vocabulary);

}  // namespace faultline::reports
