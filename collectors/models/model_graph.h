#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "data/models.h"

namespace faultline::collectors {

/// A node as its file tells it, tensors as the numbers that ModelGraph gives them.
struct GraphNode {
  std::string name;
  std::string operator_name;
  std::string domain;
  std::vector<std::int32_t> inputs;
  std::vector<std::int32_t> outputs;
};

/// Joins the nodes of a graph by the names of the tensors that run between them:
/// - a vertex for each graph input, each node and each graph output; a node is told by its place in
///   the file, whatever its name; names that are repeated among the inputs, or among the outputs,
///   count once;
/// - an edge from an input or node to a node that reads what it gives, and from a node to an output
///   that it gives; each edge once.
/// The empty name is ONNX's mark of an absent tensor and joins nothing.
class ModelGraph {
 public:
  /// What was added already stays once.
  void add_input(const std::string& tensor) { inputs_.add(tensor); }
  void add_output(const std::string& tensor) { outputs_.add(tensor); }
  void add_node(GraphNode node) { nodes_.push_back(std::move(node)); }

  /// The number of a tensor's name; no value for the empty one.
  std::optional<std::int32_t> tensor(const std::string& name);
  [[nodiscard]] std::size_t tensor_count() const { return tensors_.size(); }

  /// Moves the graph into the model's vertices and edges.
  /// @param most_edges  counted before repeats are taken away
  /// @throws Error (input) where there are more, or where there is a cycle
  void move_to(data::Model& model, std::size_t most_edges) &&;

 private:
  /// Different names, in the order in which they came.
  class Names {
   public:
    void add(const std::string& name) {
      if (known_.insert(name).second) names_.push_back(name);
    }
    [[nodiscard]] const std::vector<std::string>& in_order() const { return names_; }

   private:
    std::vector<std::string> names_;
    std::unordered_set<std::string> known_;
  };

  Names inputs_;
  Names outputs_;
  std::vector<GraphNode> nodes_;
  std::unordered_map<std::string, std::int32_t> tensors_;
};

}  // namespace faultline::collectors
