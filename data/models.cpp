#include "data/models.h"

#include "data/batch_insert.h"
#include "data/statement.h"

namespace faultline::data {

std::string_view vertex_kind_name(VertexKind kind) {
  switch (kind) {
    case VertexKind::kInput:
      return "input";
    case VertexKind::kNode:
      return "node";
    case VertexKind::kOutput:
      return "output";
  }
  return {};
}

std::string_view operator_place_name(OperatorPlace place) {
  switch (place) {
    case OperatorPlace::kGraph:
      return "graph";
    case OperatorPlace::kSubgraph:
      return "subgraph";
    case OperatorPlace::kFunction:
      return "function";
  }
  return {};
}

namespace {

std::int64_t make_empty_set(Database& database, const std::string& set) {
  Statement(database, "delete from model_set where name = ?").bind(set).run();
  Statement(database, "insert into model_set (name) values (?)").bind(set).run();
  Statement id(database, "select last_insert_rowid()");
  id.step();
  return id.integer(0);
}

struct OperatorRow {
  static constexpr std::string_view kInto =
      "model_operator (model_id, place, domain, operator, count)";
  static constexpr std::string_view kOnConflict = "";
  std::int64_t model_id;
  OperatorCount count;

  void bind(Statement& statement) const {
    statement.bind_more(model_id, operator_place_name(count.place), StableText(count.domain),
                        StableText(count.operator_name), count.count);
  }
};

struct VertexRow {
  static constexpr std::string_view kInto =
      "model_vertex (model_id, position, kind, name, operator, domain)";
  static constexpr std::string_view kOnConflict = "";
  std::int64_t model_id;
  std::int64_t position;
  ModelVertex vertex;

  void bind(Statement& statement) const {
    const bool is_node = vertex.kind == VertexKind::kNode;
    using Text = std::optional<StableText>;
    statement.bind_more(model_id, position, vertex_kind_name(vertex.kind), StableText(vertex.name),
                        is_node ? Text(StableText(vertex.operator_name)) : std::nullopt,
                        is_node ? Text(StableText(vertex.domain)) : std::nullopt);
  }
};

struct EdgeRow {
  static constexpr std::string_view kInto = "model_edge (model_id, source, target)";
  static constexpr std::string_view kOnConflict = "";
  std::int64_t model_id;
  std::int64_t source;
  std::int64_t target;

  void bind(Statement& statement) const { statement.bind_more(model_id, source, target); }
};

}  // namespace

struct ModelSetWriter::Statements {
  explicit Statements(Database& database)
      : insert_model(database, R"sql(
          insert into model (model_set_id, name, bytes, problem, ir_version, producer,
            producer_version, graph_name, subgraphs)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)
          returning id
        )sql"),
        insert_operator_set(database, R"sql(
          insert into model_operator_set (model_id, position, domain, version)
          values (?, ?, ?, ?)
        )sql"),
        insert_function(database, R"sql(
          insert into model_function (model_id, position, domain, name, nodes)
          values (?, ?, ?, ?, ?)
        )sql"),
        operators(database),
        vertices(database),
        edges(database) {}

  Statement insert_model;
  Statement insert_operator_set;
  Statement insert_function;
  BatchInsert<OperatorRow> operators;
  BatchInsert<VertexRow> vertices;
  BatchInsert<EdgeRow> edges;
};

ModelSetWriter::ModelSetWriter(Database& database, const std::string& set)
    : set_id_(make_empty_set(database, set)), statements_(std::make_unique<Statements>(database)) {}

ModelSetWriter::~ModelSetWriter() = default;

void ModelSetWriter::add(const Model& model) {
  Statement& insert = statements_->insert_model;
  insert
      .bind(set_id_, model.name, model.bytes, model.problem, model.ir_version, model.producer,
            model.producer_version, model.graph_name, model.subgraphs)
      .step();
  const std::int64_t id = insert.integer(0);
  // A statement that is not run to its end keeps the transaction from being committed.
  static_cast<void>(insert.step());
  std::int64_t position = 0;
  for (const auto& [domain, version] : model.operator_sets) {
    statements_->insert_operator_set.bind(id, position++, domain, version).run();
  }
  position = 0;
  for (const ModelFunction& function : model.functions) {
    statements_->insert_function
        .bind(id, position++, function.domain, function.name, function.nodes)
        .run();
  }
  for (const OperatorCount& count : model.operators) statements_->operators.add({id, count});
  position = 0;
  for (const ModelVertex& vertex : model.vertices) {
    statements_->vertices.add({id, position++, vertex});
  }
  for (const auto& [source, target] : model.edges) statements_->edges.add({id, source, target});
}

void ModelSetWriter::finish() {
  statements_->operators.finish();
  statements_->vertices.finish();
  statements_->edges.finish();
}

}  // namespace faultline::data
