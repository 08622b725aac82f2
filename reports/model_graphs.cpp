#include "reports/model_graphs.h"

#include <algorithm>

namespace faultline::reports {

namespace {

/// So many sets are compared where none are named: mismatched, correct, tests.
constexpr std::size_t kUsualSets = 3;

/// The different names of a model's operators, wherever they stand.
std::vector<std::string> all_operators(const data::Model& model) {
  std::vector<std::string> names;
  for (const data::OperatorCount& count : model.operators) names.push_back(count.operator_name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::string vertex_label(const data::ModelVertex& vertex) {
  switch (vertex.kind) {
    case data::VertexKind::kInput:
      return "input";
    case data::VertexKind::kOutput:
      return "output";
    case data::VertexKind::kNode:
      break;
  }
  // An operator that is called like a marker must not be taken for one.
  const bool is_like_marker = vertex.operator_name == "input" || vertex.operator_name == "output";
  return is_like_marker ? vertex.domain + "." + vertex.operator_name : vertex.operator_name;
}

LoadedModelSets load_model_sets(data::Database& database, const std::vector<std::string>& names) {
  std::vector<std::vector<data::Model>> models;
  std::vector<std::string> labels;
  for (const std::string& name : names) {
    models.push_back(data::read_models(database, name));
    std::erase_if(models.back(),
                  [](const data::Model& model) { return model.problem.has_value(); });
    for (const data::Model& model : models.back()) {
      for (const data::ModelVertex& vertex : model.vertices) labels.push_back(vertex_label(vertex));
    }
  }
  LoadedModelSets loaded{.vocabulary = analysis::Vocabulary(std::move(labels)), .sets = {}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    ModelSetGraphs& set = loaded.sets.emplace_back();
    set.name = names[i];
    for (data::Model& model : models[i]) {
      std::vector<std::int32_t> ids;
      for (const data::ModelVertex& vertex : model.vertices) {
        ids.push_back(loaded.vocabulary.id(vertex_label(vertex)));
      }
      set.operator_names.push_back(all_operators(model));
      set.graphs.emplace_back(std::move(ids), std::move(model.edges));
      set.operators.push_back(analysis::operators_on_paths(set.graphs.back(), loaded.vocabulary));
      set.models.push_back(std::move(model.name));
    }
  }
  return loaded;
}

std::vector<std::string> default_model_sets(data::Database& database) {
  std::vector<std::string> names;
  for (const data::ModelSetSummary& set : data::model_sets(database)) {
    if (names.size() < kUsualSets) names.push_back(set.name);
  }
  return names;
}

std::vector<std::string> operator_names(const analysis::OperatorSequence& sequence,
                                        const analysis::Vocabulary& vocabulary) {
  std::vector<std::string> names;
  for (const std::int32_t id : sequence) names.push_back(vocabulary.name(id));
  return names;
}

}  // namespace faultline::reports
