#include "reports/tables/model_operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.h"
#include "reports/model_graphs.h"

namespace faultline::reports {

namespace {

using Names = std::set<std::string>;

Names operators_of(const ModelSetGraphs& set) {
  Names names;
  for (const std::vector<std::string>& model : set.operator_names) {
    names.insert(model.begin(), model.end());
  }
  return names;
}

void add_row(Table& table, const std::string& name, const Names& operators) {
  table.rows.push_back({.values = {name, static_cast<std::int64_t>(operators.size()),
                                   join({operators.begin(), operators.end()}, ", ")}});
}

}  // namespace

Table model_operators_table(const TableRequest& request) {
  Table table{.id = "operators", .title = "Operators of sets of models"};
  table.columns = {{.id = "sets", .label = "Sets"},
                   {.id = "count", .label = "Operators", .kind = ColumnKind::kCount},
                   {.id = "operators", .label = "Which"}};
  const std::vector<std::string> names =
      request.model_sets.empty() ? default_model_sets(*request.database) : request.model_sets;
  if (names.empty()) {
    table.notes.emplace_back(
        "The study has no models yet; `faultline models scan DIR --set NAME` reads some.");
    return table;
  }
  const LoadedModelSets loaded = load_model_sets(*request.database, names);
  std::vector<Names> operators;
  for (const ModelSetGraphs& set : loaded.sets) {
    operators.push_back(operators_of(set));
    add_row(table, set.name, operators.back());
  }
  for (std::size_t i = 1; i < operators.size(); ++i) {
    Names shared;
    std::set_intersection(operators[0].begin(), operators[0].end(), operators[i].begin(),
                          operators[i].end(), std::inserter(shared, shared.end()));
    add_row(table, fmt::format("{} and {}", names[0], names[i]), shared);
  }
  for (std::size_t i = 1; i < operators.size(); ++i) {
    Names only;
    std::set_difference(operators[0].begin(), operators[0].end(), operators[i].begin(),
                        operators[i].end(), std::inserter(only, only.end()));
    add_row(table, fmt::format("{} and no {}", names[0], names[i]), only);
  }
  for (const ModelSetGraphs& set : loaded.sets) {
    table.notes.push_back(fmt::format("{}: {} models.", set.name, set.models.size()));
  }
  table.notes.emplace_back("`faultline models find OPERATOR` lists the models that have one.");
  return table;
}

}  // namespace faultline::reports
