#pragma once

#include <string>
#include <vector>

namespace faultline::test {

/// A node of a model that a test makes.
struct OnnxNode {
  std::string operator_name;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::string name = {};
  std::string domain = {};
  /// Graphs in attributes, one for each list of nodes.
  std::vector<std::vector<OnnxNode>> bodies = {};
};

struct OnnxFunction {
  std::string domain;
  std::string name;
  std::vector<OnnxNode> nodes;
};

struct OnnxModel {
  std::vector<std::string> inputs;
  std::vector<OnnxNode> nodes;
  std::vector<std::string> outputs;
  std::vector<OnnxFunction> functions = {};
  std::size_t weight_bytes = 0;  ///< of one initializer
};

/// The model as a file holds it, written by libonnx.
[[nodiscard]] std::string serialized(const OnnxModel& model);

/// A model in which each operator reads what the one before it gives.
[[nodiscard]] OnnxModel chain(const std::vector<std::string>& operators);

}  // namespace faultline::test
