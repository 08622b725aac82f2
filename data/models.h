#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/database.h"

namespace faultline::data {

/// What a vertex of a model's graph stands for.
enum class VertexKind { kInput, kNode, kOutput };

struct ModelVertex {
  VertexKind kind = VertexKind::kNode;
  std::string name;           ///< of the tensor or the node; may be empty
  std::string operator_name;  ///< of nodes
  std::string domain;         ///< of nodes
};

/// Where in a model an operator stands.
enum class OperatorPlace { kGraph, kSubgraph, kFunction };

struct OperatorCount {
  OperatorPlace place = OperatorPlace::kGraph;
  std::string domain;
  std::string operator_name;
  std::int64_t count = 0;

  friend bool operator==(const OperatorCount&, const OperatorCount&) = default;
};

struct ModelFunction {
  std::string domain;
  std::string name;
  std::int64_t nodes = 0;
};

/// An ONNX model without its weights.
struct Model {
  std::string name;  ///< its file's path below the folder that was scanned
  std::int64_t bytes = 0;
  std::optional<std::string> problem;  ///< why it could not be read; then nothing else is known
  std::int64_t ir_version = 0;
  std::string producer;
  std::string producer_version;
  std::string graph_name;
  std::vector<std::pair<std::string, std::int64_t>> operator_sets;  ///< domain and version
  std::vector<OperatorCount> operators;                             ///< by place, domain and name
  std::vector<ModelFunction> functions;                             ///< its own
  std::int64_t subgraphs = 0;                                       ///< in attributes, at any depth
  /// The top-level graph: its inputs, its nodes, its outputs, each in the order of the file.
  std::vector<ModelVertex> vertices;
  /// From vertex to vertex, ascending, each once.
  std::vector<std::pair<std::int32_t, std::int32_t>> edges;
};

/// Writes a set of models, within the caller's transaction.
class ModelSetWriter {
 public:
  /// Makes the set empty, if the study had it already.
  ModelSetWriter(Database& database, const std::string& set);
  ModelSetWriter(const ModelSetWriter&) = delete;
  ModelSetWriter& operator=(const ModelSetWriter&) = delete;
  ModelSetWriter(ModelSetWriter&&) = delete;
  ModelSetWriter& operator=(ModelSetWriter&&) = delete;
  ~ModelSetWriter();

  void add(const Model& model);
  /// To be called when all models were added.
  void finish();

 private:
  struct Statements;

  std::int64_t set_id_;
  std::unique_ptr<Statements> statements_;
};

struct ModelSetSummary {
  std::string name;
  std::int64_t models = 0;  ///< that could be read
  std::int64_t broken = 0;
};

/// The study's sets of models: mismatched, correct and tests first, then the others by name.
[[nodiscard]] std::vector<ModelSetSummary> model_sets(Database& database);

/// The models of a set, in the order of their names, broken ones too.
/// @throws Error (input) where the study has no such set, with the nearest one
[[nodiscard]] std::vector<Model> read_models(Database& database, const std::string& set);

struct FoundModel {
  std::string set;
  Model model;
};

/// The models of a name (with or without its ending .onnx), in any set or in one.
[[nodiscard]] std::vector<FoundModel> find_models(Database& database, const std::string& name,
                                                  const std::optional<std::string>& set);

/// "input", "node", "output"; "graph", "subgraph", "function".
[[nodiscard]] std::string_view vertex_kind_name(VertexKind kind);
[[nodiscard]] std::string_view operator_place_name(OperatorPlace place);

}  // namespace faultline::data
