#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace faultline::analysis {

/// Labels of graphs as numbers that are ordered as the names are, byte by byte, so that sequences
/// of numbers compare as sequences of names do.
class Vocabulary {
 public:
  Vocabulary() = default;
  /// @param names  in any order, repeats allowed; "input" and "output" are always added
  explicit Vocabulary(std::vector<std::string> names);

  /// @throws Error (input) for a name that was not given
  [[nodiscard]] std::int32_t id(std::string_view name) const;
  [[nodiscard]] std::optional<std::int32_t> find(std::string_view name) const;
  [[nodiscard]] const std::string& name(std::int32_t id) const {
    return names_[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] std::int32_t input() const { return input_; }
  [[nodiscard]] std::int32_t output() const { return output_; }

 private:
  std::vector<std::string> names_;
  std::int32_t input_ = 0;
  std::int32_t output_ = 0;
};

/// Operators in the order in which a path meets them, as ids of one Vocabulary.
using OperatorSequence = std::vector<std::int32_t>;

/// A model as a directed graph without cycles: a vertex for each graph input, each node and each
/// graph output, with its label; an edge where a tensor runs from one to the other.
class OperatorGraph {
 public:
  using Edge = std::pair<std::int32_t, std::int32_t>;

  OperatorGraph() = default;
  /// @param labels  of the vertices
  /// @param edges   from vertex to vertex; repeats count once
  /// @throws Error (input) where an edge leads to no vertex, or where there is a cycle
  OperatorGraph(std::vector<std::int32_t> labels, std::vector<Edge> edges);

  [[nodiscard]] std::size_t size() const { return labels_.size(); }
  [[nodiscard]] std::int32_t label(std::int32_t vertex) const {
    return labels_[static_cast<std::size_t>(vertex)];
  }
  [[nodiscard]] std::span<const std::int32_t> labels() const { return labels_; }
  /// The vertices that an edge leads to, ascending.
  [[nodiscard]] std::span<const std::int32_t> successors(std::int32_t vertex) const;
  /// All vertices, each before those that its edges lead to.
  [[nodiscard]] std::span<const std::int32_t> topological_order() const { return order_; }

 private:
  void sort_topologically();

  std::vector<std::int32_t> labels_;
  std::vector<std::int32_t> targets_;
  std::vector<std::size_t> first_;  ///< per vertex, where its targets begin; one more at the end
  std::vector<std::int32_t> order_;
};

/// For each vertex, whether a path from a graph input to a graph output passes through it.
[[nodiscard]] std::vector<bool> vertices_on_paths(const OperatorGraph& graph,
                                                  const Vocabulary& vocabulary);

/// The operators on the paths from graph inputs to graph outputs, without the markers `input` and
/// `output` and without what no such path passes (constants, and what is computed from them alone).
/// `vertices`, where given, receives for each vertex of the result the one it was.
[[nodiscard]] OperatorGraph operators_on_paths(const OperatorGraph& graph,
                                               const Vocabulary& vocabulary,
                                               std::vector<std::int32_t>* vertices = nullptr);

struct PathCounts {
  std::optional<std::uint64_t> simple_paths;  ///< no value above 2^64 - 1
  std::int64_t longest_path = 0;  ///< labels in the longest one, with its input and output; or 0
};

/// Counts the paths from graph inputs to graph outputs, without listing them: since there are no
/// cycles, every path is simple.
[[nodiscard]] PathCounts count_paths(const OperatorGraph& graph, const Vocabulary& vocabulary);

}  // namespace faultline::analysis
