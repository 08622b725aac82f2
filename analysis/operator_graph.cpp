#include "analysis/operator_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/error.h"

namespace faultline::analysis {

namespace {

std::size_t index(std::int32_t id) { return static_cast<std::size_t>(id); }

std::vector<std::string> with_markers(std::vector<std::string> names) {
  names.emplace_back("input");
  names.emplace_back("output");
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

Vocabulary::Vocabulary(std::vector<std::string> names)
    : names_(with_markers(std::move(names))), input_(id("input")), output_(id("output")) {}

std::optional<std::int32_t> Vocabulary::find(std::string_view name) const {
  const auto found = std::lower_bound(names_.begin(), names_.end(), name);
  if (found == names_.end() || *found != name) return std::nullopt;
  return static_cast<std::int32_t>(found - names_.begin());
}

std::int32_t Vocabulary::id(std::string_view name) const {
  if (const auto found = find(name)) return *found;
  throw Error(fmt::format("no model has the operator '{}'", name));
}

OperatorGraph::OperatorGraph(std::vector<std::int32_t> labels, std::vector<Edge> edges)
    : labels_(std::move(labels)) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  first_.assign(labels_.size() + 1, 0);
  targets_.reserve(edges.size());
  for (const auto& [source, target] : edges) {
    if (source < 0 || target < 0 || index(source) >= size() || index(target) >= size()) {
      throw Error("an edge of the graph leads to no vertex");
    }
    ++first_[index(source) + 1];
    targets_.push_back(target);
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  sort_topologically();
}

std::span<const std::int32_t> OperatorGraph::successors(std::int32_t vertex) const {
  const std::size_t begin = first_[index(vertex)];
  return std::span(targets_).subspan(begin, first_[index(vertex) + 1] - begin);
}

void OperatorGraph::sort_topologically() {
  std::vector<std::int32_t> waits_for(size());
  for (const std::int32_t target : targets_) ++waits_for[index(target)];
  order_.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    if (waits_for[i] == 0) order_.push_back(static_cast<std::int32_t>(i));
  }
  for (std::size_t done = 0; done < order_.size(); ++done) {
    for (const std::int32_t target : successors(order_[done])) {
      if (--waits_for[index(target)] == 0) order_.push_back(target);
    }
  }
  if (order_.size() < size()) throw Error("the graph has a cycle");
}

std::vector<bool> vertices_on_paths(const OperatorGraph& graph, const Vocabulary& vocabulary) {
  std::vector<bool> from_input(graph.size());
  std::vector<bool> on_path(graph.size());
  const auto order = graph.topological_order();
  for (const std::int32_t vertex : order) {
    if (graph.label(vertex) == vocabulary.input()) from_input[index(vertex)] = true;
    if (!from_input[index(vertex)]) continue;
    for (const std::int32_t target : graph.successors(vertex)) from_input[index(target)] = true;
  }
  std::for_each(order.rbegin(), order.rend(), [&](std::int32_t vertex) {
    if (!from_input[index(vertex)]) return;
    const auto targets = graph.successors(vertex);
    on_path[index(vertex)] = graph.label(vertex) == vocabulary.output() ||
                             std::any_of(targets.begin(), targets.end(), [&](std::int32_t target) {
                               return on_path[index(target)];
                             });
  });
  return on_path;
}

OperatorGraph operators_on_paths(const OperatorGraph& graph, const Vocabulary& vocabulary,
                                 std::vector<std::int32_t>* vertices) {
  constexpr std::int32_t kLeftOut = -1;
  const std::vector<bool> on_path = vertices_on_paths(graph, vocabulary);
  std::vector<std::int32_t> new_vertex(graph.size(), kLeftOut);
  std::vector<std::int32_t> labels;
  std::vector<OperatorGraph::Edge> edges;
  if (vertices != nullptr) vertices->clear();
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const std::int32_t label = graph.labels()[i];
    if (!on_path[i] || label == vocabulary.input() || label == vocabulary.output()) continue;
    new_vertex[i] = static_cast<std::int32_t>(labels.size());
    labels.push_back(label);
    if (vertices != nullptr) vertices->push_back(static_cast<std::int32_t>(i));
  }
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (new_vertex[i] == kLeftOut) continue;
    for (const std::int32_t target : graph.successors(static_cast<std::int32_t>(i))) {
      if (new_vertex[index(target)] == kLeftOut) continue;
      edges.emplace_back(new_vertex[i], new_vertex[index(target)]);
    }
  }
  return {std::move(labels), std::move(edges)};
}

PathCounts count_paths(const OperatorGraph& graph, const Vocabulary& vocabulary) {
  std::vector<std::optional<std::uint64_t>> paths(graph.size(), 0);
  std::vector<std::int64_t> longest(graph.size(), 0);
  const auto order = graph.topological_order();
  const auto add = [](std::optional<std::uint64_t>& sum, std::optional<std::uint64_t> more) {
    const bool too_many = !sum || !more || *more > std::numeric_limits<std::uint64_t>::max() - *sum;
    sum = too_many ? std::nullopt : std::optional(*sum + *more);
  };
  PathCounts counts{.simple_paths = 0};
  std::for_each(order.rbegin(), order.rend(), [&](std::int32_t vertex) {
    const std::size_t i = index(vertex);
    if (graph.label(vertex) == vocabulary.output()) {
      paths[i] = 1;
      longest[i] = 1;
    }
    for (const std::int32_t target : graph.successors(vertex)) {
      if (longest[index(target)] == 0) continue;
      add(paths[i], paths[index(target)]);
      longest[i] = std::max(longest[i], longest[index(target)] + 1);
    }
    if (graph.label(vertex) != vocabulary.input() || longest[i] == 0) return;
    add(counts.simple_paths, paths[i]);
    counts.longest_path = std::max(counts.longest_path, longest[i]);
  });
  return counts;
}

}  // namespace faultline::analysis
