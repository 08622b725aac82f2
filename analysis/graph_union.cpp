#include "analysis/graph_union.h"

namespace faultline::analysis {

GraphUnion::GraphUnion(std::span<const OperatorGraph> graphs, std::size_t labels)
    : by_label_(labels) {
  add(graphs);
}

void GraphUnion::add(std::span<const OperatorGraph> graphs) {
  for (const OperatorGraph& graph : graphs) {
    const std::int32_t offset = size();
    for (std::int32_t vertex = 0; vertex < static_cast<std::int32_t>(graph.size()); ++vertex) {
      labels_.push_back(graph.label(vertex));
      models_.push_back(model_count_);
      by_label_[static_cast<std::size_t>(graph.label(vertex))].push_back(offset + vertex);
      for (const std::int32_t target : graph.successors(vertex))
        targets_.push_back(offset + target);
      first_.push_back(targets_.size());
    }
    ++model_count_;
  }
}

}  // namespace faultline::analysis
