#include "collectors/models/model_graph.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace faultline::collectors {

namespace {

std::size_t index(std::int32_t number) { return static_cast<std::size_t>(number); }

bool has_cycle(std::size_t vertices,
               const std::vector<std::pair<std::int32_t, std::int32_t>>& edges) {
  std::vector<std::int32_t> waits_for(vertices);
  std::vector<std::size_t> first(vertices + 1);
  for (const auto& [source, target] : edges) {
    ++waits_for[index(target)];
    ++first[index(source) + 1];
  }
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<std::int32_t> done;
  for (std::size_t i = 0; i < vertices; ++i) {
    if (waits_for[i] == 0) done.push_back(static_cast<std::int32_t>(i));
  }
  for (std::size_t next = 0; next < done.size(); ++next) {
    const std::size_t vertex = index(done[next]);
    for (std::size_t edge = first[vertex]; edge < first[vertex + 1]; ++edge) {
      const std::int32_t target = edges[edge].second;
      if (--waits_for[index(target)] == 0) done.push_back(target);
    }
  }
  return done.size() < vertices;
}

}  // namespace

std::optional<std::int32_t> ModelGraph::tensor(const std::string& name) {
  if (name.empty()) return std::nullopt;
  return tensors_.try_emplace(name, static_cast<std::int32_t>(tensors_.size())).first->second;
}

void ModelGraph::move_to(data::Model& model, std::size_t most_edges) && {
  std::vector<std::vector<std::int32_t>> sources(tensors_.size() + inputs_.in_order().size() +
                                                 outputs_.in_order().size());
  const auto add_vertex = [&](data::ModelVertex vertex) {
    model.vertices.push_back(std::move(vertex));
    return static_cast<std::int32_t>(model.vertices.size()) - 1;
  };
  for (const std::string& input : inputs_.in_order()) {
    const std::int32_t vertex = add_vertex({data::VertexKind::kInput, input, {}, {}});
    if (const auto number = tensor(input)) sources[index(*number)].push_back(vertex);
  }
  const auto first_node = static_cast<std::int32_t>(model.vertices.size());
  for (GraphNode& node : nodes_) {
    const std::int32_t vertex = add_vertex({data::VertexKind::kNode, std::move(node.name),
                                            std::move(node.operator_name), std::move(node.domain)});
    for (const std::int32_t output : node.outputs) sources[index(output)].push_back(vertex);
  }
  const auto join = [&](std::int32_t source, std::int32_t target) {
    if (model.edges.size() == most_edges) {
      throw Error("the graph is larger than any graph of a model")
          .because(fmt::format("it has more than {} edges", most_edges));
    }
    model.edges.emplace_back(source, target);
  };
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    for (const std::int32_t input : nodes_[i].inputs) {
      for (const std::int32_t source : sources[index(input)]) {
        join(source, first_node + static_cast<std::int32_t>(i));
      }
    }
  }
  for (const std::string& output : outputs_.in_order()) {
    const std::int32_t vertex = add_vertex({data::VertexKind::kOutput, output, {}, {}});
    const auto number = tensor(output);
    if (!number) continue;
    for (const std::int32_t source : sources[index(*number)]) {
      if (source >= first_node) join(source, vertex);
    }
  }
  std::sort(model.edges.begin(), model.edges.end());
  model.edges.erase(std::unique(model.edges.begin(), model.edges.end()), model.edges.end());
  if (has_cycle(model.vertices.size(), model.edges)) {
    throw Error("the graph has a cycle, which ONNX does not allow");
  }
}

}  // namespace faultline::collectors
