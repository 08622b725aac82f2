#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "data/models.h"
#include "reports/model_facts.h"
#include "reports/model_graphs.h"

namespace faultline::app {

namespace {

using Json = nlohmann::ordered_json;

/// So many different paths are printed with their operators.
constexpr std::size_t kMostPrintedPaths = 40;

Json operators_json(const data::Model& model) {
  Json list = Json::array();
  for (const data::OperatorCount& count : model.operators) {
    list.push_back({{"place", data::operator_place_name(count.place)},
                    {"domain", count.domain},
                    {"operator", count.operator_name},
                    {"count", count.count}});
  }
  return list;
}

Json values_json(const data::Model& model, data::VertexKind kind) {
  Json list = Json::array();
  for (const data::ModelVertex& vertex : model.vertices) {
    if (vertex.kind == kind) list.push_back(vertex.name);
  }
  return list;
}

void add_paths(Json& json, const reports::ModelFacts& facts) {
  if (!facts.paths) return;
  std::map<std::size_t, std::uint64_t> histogram;
  for (const analysis::LabelPath& path : *facts.paths) histogram[path.labels.size()] += path.count;
  Json lengths = Json::object();
  for (const auto& [length, count] : histogram) lengths[std::to_string(length)] = count;
  json["distinct_paths"] = facts.paths->size();
  json["path_length_histogram"] = lengths;
  json["paths_sha256"] = reports::paths_checksum(*facts.paths, facts.vocabulary);
  if (facts.paths->size() > kMostPrintedPaths) return;
  json["paths"] = Json::array();
  for (const analysis::LabelPath& path : *facts.paths) {
    json["paths"].push_back(
        {{"count", path.count}, {"ops", reports::operator_names(path.labels, facts.vocabulary)}});
  }
}

Json model_json(const data::FoundModel& found) {
  const data::Model& model = found.model;
  Json json{{"name", model.name}, {"set", found.set}, {"bytes", model.bytes}};
  if (model.problem) {
    json["problem"] = *model.problem;
    return json;
  }
  json["ir_version"] = model.ir_version;
  json["producer"] = model.producer;
  json["producer_version"] = model.producer_version;
  json["graph"] = model.graph_name;
  json["operator_sets"] = Json::object();
  for (const auto& [domain, version] : model.operator_sets) json["operator_sets"][domain] = version;
  const reports::ModelFacts facts = reports::model_facts(model);
  json["op_types"] = facts.op_types;
  json["operator_nodes"] = facts.operator_nodes;
  json["graph_inputs"] = facts.graph_inputs;
  json["graph_outputs"] = facts.graph_outputs;
  const auto paths = facts.path_counts.simple_paths;
  json["simple_paths"] = paths ? Json(*paths) : Json();
  json["longest_path"] = facts.path_counts.longest_path;
  add_paths(json, facts);
  json["operators"] = operators_json(model);
  json["subgraphs"] = model.subgraphs;
  json["functions"] = Json::array();
  for (const data::ModelFunction& function : model.functions) {
    json["functions"].push_back(
        {{"domain", function.domain}, {"name", function.name}, {"nodes", function.nodes}});
  }
  json["inputs"] = values_json(model, data::VertexKind::kInput);
  json["outputs"] = values_json(model, data::VertexKind::kOutput);
  return json;
}

void print_model(World& world, const Json& json) {
  for (const auto& [key, value] : json.items()) {
    if (key == "op_types" || key == "paths" || key == "path_length_histogram") continue;
    std::string text;
    if (key == "operators") {
      for (const Json& count : value) {
        text += fmt::format("\n  {:>6}  {}  {}  {}", count.at("count").get<std::int64_t>(),
                            printable(count.at("place").get<std::string>()),
                            printable(count.at("domain").get<std::string>()),
                            printable(count.at("operator").get<std::string>()));
      }
    } else {
      text = value.is_string()
                 ? value.get<std::string>()
                 : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      text = " " + printable(text);
    }
    world.out << key << ":" << text << "\n";
  }
}

reports::Table list_of_sets(Study& study) {
  reports::Table table{.id = "model-sets", .title = "Sets of models"};
  table.columns = {{.id = "set", .label = "Set"},
                   {.id = "models", .label = "Models", .kind = reports::ColumnKind::kCount},
                   {.id = "broken", .label = "Broken files", .kind = reports::ColumnKind::kCount}};
  for (const data::ModelSetSummary& set : data::model_sets(study.database)) {
    table.rows.push_back({.values = {set.name, set.models, set.broken}});
  }
  if (table.rows.empty()) {
    table.notes.emplace_back(
        "The study has no models yet; `faultline models scan DIR --set NAME` reads some.");
  }
  return table;
}

data::FoundModel find_model(Study& study, const Arguments& arguments) {
  const std::string& name = arguments.positional().front();
  const auto found = data::find_models(study.database, name, arguments.text("set"));
  if (found.empty()) {
    throw Error(fmt::format("the study has no model '{}'", name))
        .help("a model is called as its file's path below the folder that was scanned");
  }
  if (found.size() == 1) return found.front();
  Error error(fmt::format("several models are called '{}'", name));
  for (const data::FoundModel& one : found) {
    error.because(fmt::format("the set {} has {}", one.set, one.model.name));
  }
  throw error.help("`--set NAME` says which, with the whole name");
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  if (arguments.positional().empty()) {
    print_table(world, arguments, list_of_sets(study));
    return ExitCode::kDone;
  }
  const Json json = model_json(find_model(study, arguments));
  if (arguments.has("json")) {
    world.out << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  } else {
    print_model(world, json);
  }
  return ExitCode::kDone;
}

}  // namespace

Command models_show_command() {
  return {
      .name = "models show",
      .arguments = "[MODEL]",
      .least_arguments = 0,
      .most_arguments = 1,
      .about = "print what one model is like, or list the sets",
      .details =
          "Operators, operator sets, inputs and outputs; how many paths lead from a graph input\n"
          "to a graph output, and where there are at most 20,000, how long they are.",
      .example = "faultline models show\nfaultline models show resnet50.onnx --json",
      .options = {{"set", "SET", "the model of this set"}, kJsonOption},
      .run = run};
}

}  // namespace faultline::app
