#include <fmt/format.h>

#include <array>
#include <map>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/models.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

constexpr std::array kVertexKinds{VertexKind::kInput, VertexKind::kNode, VertexKind::kOutput};
constexpr std::array kPlaces{OperatorPlace::kGraph, OperatorPlace::kSubgraph,
                             OperatorPlace::kFunction};

VertexKind parse_vertex_kind(std::string_view name) {
  for (const VertexKind kind : kVertexKinds) {
    if (vertex_kind_name(kind) == name) return kind;
  }
  throw Error("the study holds a vertex of an unknown kind", ErrorKind::kFailure);
}

OperatorPlace parse_place(std::string_view name) {
  for (const OperatorPlace place : kPlaces) {
    if (operator_place_name(place) == name) return place;
  }
  throw Error("the study holds an operator at an unknown place", ErrorKind::kFailure);
}

/// Models by their ids, being filled.
using ModelsById = std::map<std::int64_t, Model*>;

/// Runs a query whose first column is a model's id and calls `take` for every row.
template <typename Take>
void for_each_row(Database& database, const std::string& sql, std::int64_t set_id,
                  const ModelsById& models, const Take& take) {
  Statement query(database, sql);
  query.bind(set_id);
  while (query.step()) {
    const auto found = models.find(query.integer(0));
    if (found != models.end()) take(*found->second, query);
  }
}

void fill(Database& database, std::int64_t set_id, const ModelsById& models) {
  for_each_row(database, R"sql(
    select model_id, domain, version
    from model_operator_set
    join model on model.id = model_id
    where model_set_id = ?
    order by model_id, position
  )sql",
               set_id, models, [](Model& model, const Statement& row) {
                 model.operator_sets.emplace_back(row.text(1), row.integer(2));
               });
  for_each_row(database, R"sql(
    select model_id, place, domain, operator, count
    from model_operator
    join model on model.id = model_id
    where model_set_id = ?
    order by model_id, place, domain, operator
  )sql",
               set_id, models, [](Model& model, const Statement& row) {
                 model.operators.push_back(
                     {parse_place(row.view(1)), row.text(2), row.text(3), row.integer(4)});
               });
  for_each_row(database, R"sql(
    select model_id, model_function.domain, model_function.name, nodes
    from model_function
    join model on model.id = model_id
    where model_set_id = ?
    order by model_id, position
  )sql",
               set_id, models, [](Model& model, const Statement& row) {
                 model.functions.push_back({row.text(1), row.text(2), row.integer(3)});
               });
  for_each_row(database, R"sql(
    select model_id, kind, model_vertex.name, coalesce(operator, ''), coalesce(domain, '')
    from model_vertex
    join model on model.id = model_id
    where model_set_id = ?
    order by model_id, position
  )sql",
               set_id, models, [](Model& model, const Statement& row) {
                 model.vertices.push_back(
                     {parse_vertex_kind(row.view(1)), row.text(2), row.text(3), row.text(4)});
               });
  for_each_row(database, R"sql(
    select model_id, source, target
    from model_edge
    join model on model.id = model_id
    where model_set_id = ?
    order by model_id, source, target
  )sql",
               set_id, models, [](Model& model, const Statement& row) {
                 model.edges.emplace_back(static_cast<std::int32_t>(row.integer(1)),
                                          static_cast<std::int32_t>(row.integer(2)));
               });
}

/// A set's models whose name fits, in the order of their names.
std::vector<Model> read_models_like(Database& database, std::int64_t set_id,
                                    const std::optional<std::string>& name) {
  std::vector<Model> models;
  std::vector<std::int64_t> ids;
  Statement query(database, R"sql(
    select id, name, bytes, problem, ir_version, producer, producer_version, graph_name, subgraphs
    from model
    where model_set_id = ?1 and (?2 is null or name = ?2 or name = ?2 || '.onnx')
    order by name
  )sql");
  query.bind(set_id, name);
  while (query.step()) {
    ids.push_back(query.integer(0));
    Model& model = models.emplace_back();
    model.name = query.text(1);
    model.bytes = query.integer(2);
    model.problem = query.optional_text(3);
    model.ir_version = query.integer(4);
    model.producer = query.text(5);
    model.producer_version = query.text(6);
    model.graph_name = query.text(7);
    model.subgraphs = query.integer(8);
  }
  ModelsById by_id;
  for (std::size_t i = 0; i < ids.size(); ++i) by_id[ids[i]] = &models[i];
  if (!by_id.empty()) fill(database, set_id, by_id);
  return models;
}

std::optional<std::int64_t> find_set(Database& database, const std::string& set) {
  Statement query(database, "select id from model_set where name = ?");
  query.bind(set);
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

std::int64_t required_set(Database& database, const std::string& set) {
  if (const auto id = find_set(database, set)) return *id;
  std::vector<std::string> names;
  for (const ModelSetSummary& known : model_sets(database)) names.push_back(known.name);
  Error error(fmt::format("the study has no set of models '{}'", set));
  if (const auto meant = nearest(set, names)) {
    error.help(fmt::format("the nearest one is '{}'", *meant));
  } else if (!names.empty()) {
    error.help("its sets are: " + join(names, ", "));
  }
  throw error.help("`faultline models scan DIR --set NAME` reads one");
}

}  // namespace

std::vector<ModelSetSummary> model_sets(Database& database) {
  std::vector<ModelSetSummary> sets;
  Statement query(database, R"sql(
    select model_set.name, count(model.id) - count(problem), count(problem)
    from model_set
    left join model on model_set_id = model_set.id
    group by model_set.id
    order by
      case model_set.name when 'mismatched' then 0 when 'correct' then 1 when 'tests' then 2 else 3
      end,
      model_set.name
  )sql");
  while (query.step()) {
    sets.push_back({query.text(0), query.integer(1), query.integer(2)});
  }
  return sets;
}

std::vector<Model> read_models(Database& database, const std::string& set) {
  return read_models_like(database, required_set(database, set), {});
}

std::vector<FoundModel> find_models(Database& database, const std::string& name,
                                    const std::optional<std::string>& set) {
  if (set) static_cast<void>(required_set(database, *set));
  std::vector<FoundModel> found;
  for (const ModelSetSummary& known : model_sets(database)) {
    if (set && *set != known.name) continue;
    for (Model& model : read_models_like(database, required_set(database, known.name), name)) {
      found.push_back({.set = known.name, .model = std::move(model)});
    }
  }
  return found;
}

}  // namespace faultline::data
