#include "reports/model_facts.h"

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "base/text.h"
#include "reports/model_graphs.h"

namespace faultline::reports {

namespace {

constexpr std::uint64_t kMostListedPaths = 20'000;

}  // namespace

ModelFacts model_facts(const data::Model& model) {
  ModelFacts facts;
  std::vector<std::string> labels;
  std::set<std::string> op_types;
  for (const data::ModelVertex& vertex : model.vertices) {
    labels.push_back(vertex_label(vertex));
    facts.graph_inputs += vertex.kind == data::VertexKind::kInput ? 1 : 0;
    facts.graph_outputs += vertex.kind == data::VertexKind::kOutput ? 1 : 0;
    if (vertex.kind != data::VertexKind::kNode) continue;
    ++facts.operator_nodes;
    op_types.insert(vertex.operator_name);
  }
  facts.op_types.assign(op_types.begin(), op_types.end());
  facts.vocabulary = analysis::Vocabulary(labels);
  std::vector<std::int32_t> ids;
  for (const std::string& label : labels) ids.push_back(facts.vocabulary.id(label));
  const analysis::OperatorGraph graph(std::move(ids), model.edges);
  facts.path_counts = analysis::count_paths(graph, facts.vocabulary);
  const auto count = facts.path_counts.simple_paths;
  if (count && *count <= kMostListedPaths) {
    facts.paths = analysis::label_paths(graph, facts.vocabulary, kMostListedPaths);
  }
  return facts;
}

std::string paths_checksum(const std::vector<analysis::LabelPath>& paths,
                           const analysis::Vocabulary& vocabulary) {
  std::vector<std::pair<std::string, std::uint64_t>> lines;
  for (const analysis::LabelPath& path : paths) {
    lines.emplace_back(join(operator_names(path.labels, vocabulary), ",") + "\n", path.count);
  }
  std::sort(lines.begin(), lines.end());
  Sha256 checksum;
  for (const auto& [line, count] : lines) {
    for (std::uint64_t i = 0; i < count; ++i) checksum.add(line);
  }
  return checksum.finish();
}

}  // namespace faultline::reports
