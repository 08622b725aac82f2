#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/sequence_occurrences.h"
#include "app/commands.h"
#include "app/model_sets.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"

namespace faultline::app {

namespace {

using Json = nlohmann::ordered_json;

/// A model that has the sequence, with the nodes at which it runs: none where an operator stands
/// only in a subgraph or function, whose nodes the study does not hold.
struct Occurrence {
  std::string set;
  std::string model;
  std::vector<std::int32_t> positions;  ///< of the nodes in the file, from 0
  std::vector<std::string> names;
};

/// The first node of an operator in the whole top-level graph; else whether one stands elsewhere.
std::optional<Occurrence> operator_in(const data::Model& model, const std::string& name) {
  std::int32_t position = 0;
  for (const data::ModelVertex& vertex : model.vertices) {
    if (vertex.kind != data::VertexKind::kNode) continue;
    if (vertex.operator_name == name || reports::vertex_label(vertex) == name) {
      return Occurrence{
          .set = {}, .model = model.name, .positions = {position}, .names = {vertex.name}};
    }
    ++position;
  }
  const bool is_elsewhere =
      std::ranges::find(model.operators, name, &data::OperatorCount::operator_name) !=
      model.operators.end();
  if (!is_elsewhere) return std::nullopt;
  return Occurrence{.set = {}, .model = model.name, .positions = {}, .names = {}};
}

/// The place at which several operators run on the paths from a model's inputs to its outputs; no
/// value where there is none.
std::optional<Occurrence> sequence_in(const data::Model& model,
                                      const std::vector<std::string>& operators) {
  std::vector<std::string> labels;
  for (const data::ModelVertex& vertex : model.vertices) {
    labels.push_back(reports::vertex_label(vertex));
  }
  const analysis::Vocabulary vocabulary(labels);
  analysis::OperatorSequence sequence;
  for (const std::string& name : operators) {
    const auto id = vocabulary.find(name);
    if (!id) return std::nullopt;
    sequence.push_back(*id);
  }
  std::vector<std::int32_t> ids;
  for (const std::string& label : labels) ids.push_back(vocabulary.id(label));
  analysis::OperatorGraph graph(std::move(ids), model.edges);
  std::vector<std::int32_t> vertices;
  graph = analysis::operators_on_paths(graph, vocabulary, &vertices);
  const std::vector<std::int32_t> place = analysis::find_occurrence(sequence, graph);
  if (place.empty()) return std::nullopt;
  std::int32_t inputs = 0;
  for (const data::ModelVertex& vertex : model.vertices) {
    inputs += vertex.kind == data::VertexKind::kInput ? 1 : 0;
  }
  Occurrence found{.set = {}, .model = model.name, .positions = {}, .names = {}};
  for (const std::int32_t vertex : place) {
    const std::int32_t in_model = vertices[static_cast<std::size_t>(vertex)];
    found.positions.push_back(in_model - inputs);
    found.names.push_back(model.vertices[static_cast<std::size_t>(in_model)].name);
  }
  return found;
}

std::vector<Occurrence> find_all(Study& study, const std::vector<std::string>& sets,
                                 const std::vector<std::string>& operators) {
  std::vector<Occurrence> found;
  for (const std::string& set : sets) {
    for (const data::Model& model : data::read_models(study.database, set)) {
      auto occurrence = operators.size() == 1 ? operator_in(model, operators.front())
                                              : sequence_in(model, operators);
      if (!occurrence) continue;
      occurrence->set = set;
      found.push_back(std::move(*occurrence));
    }
  }
  return found;
}

std::vector<std::string> parse_sequence(const std::string& text) {
  std::vector<std::string> operators;
  for (const std::string& name : split(text, ',')) {
    operators.emplace_back(trim(name));
    if (operators.back().empty()) {
      throw Error(fmt::format("'{}' is not a sequence of operators", text))
          .help("write one as Conv,Relu,MaxPool");
    }
  }
  return operators;
}

std::vector<std::string> searched_sets(Study& study, const Arguments& arguments) {
  if (arguments.has("sets")) return named_model_sets(study, arguments);
  std::vector<std::string> names;
  for (const data::ModelSetSummary& set : data::model_sets(study.database)) {
    names.push_back(set.name);
  }
  return names;
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::vector<std::string> operators = parse_sequence(arguments.positional().front());
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const std::vector<Occurrence> found = find_all(study, searched_sets(study, arguments), operators);
  if (arguments.has("json")) {
    Json list = Json::array();
    for (const Occurrence& occurrence : found) {
      list.push_back({{"set", occurrence.set},
                      {"model", occurrence.model},
                      {"positions", occurrence.positions},
                      {"nodes", occurrence.names}});
    }
    world.out << list.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    return ExitCode::kDone;
  }
  for (const Occurrence& occurrence : found) {
    std::vector<std::string> nodes;
    for (std::size_t i = 0; i < occurrence.names.size(); ++i) {
      nodes.push_back(
          fmt::format("{}#{}", printable(occurrence.names[i]), occurrence.positions[i]));
    }
    world.out << fmt::format("{}  {}\n  {}\n", printable(occurrence.set),
                             printable(occurrence.model),
                             nodes.empty() ? "in a subgraph or function" : join(nodes, " "));
  }
  world.out << counted(static_cast<std::int64_t>(found.size()), "model") << "\n";
  return ExitCode::kDone;
}

}  // namespace

Command models_find_command() {
  return {
      .name = "models find",
      .arguments = "OPERATORS",
      .least_arguments = 1,
      .most_arguments = 1,
      .about = "list the models and nodes where an operator sequence runs",
      .details =
          "Operators are separated by commas, in the order in which a path meets them. For each\n"
          "model the first place is shown: names of nodes, each with its place in the file, from\n"
          "0. One operator is looked for everywhere, several on the paths from graph inputs to\n"
          "graph outputs.",
      .example = "faultline models find Conv,Relu,MaxPool",
      .options = {{"sets", "SET,SET", "only in these sets"}, kJsonOption},
      .run = run};
}

}  // namespace faultline::app
