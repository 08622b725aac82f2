#include "reports/tables/coverage.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/operator_grams.h"
#include "base/text.h"
#include "reports/model_graphs.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kLongestGram = 3;

using Grams = std::vector<analysis::OperatorSequence>;

std::vector<Grams> grams_of(const ModelSetGraphs& set, const analysis::Vocabulary& everything,
                            std::size_t length) {
  std::vector<Grams> grams;
  for (std::size_t i = 0; i < set.models.size(); ++i) {
    if (length > 1) {
      grams.push_back(analysis::operator_grams(set.operators[i], length));
      continue;
    }
    grams.emplace_back();
    for (const std::string& name : set.operator_names[i]) {
      grams.back().push_back({everything.id(name)});
    }
  }
  return grams;
}

/// Mismatched models and test models; nothing where one of these sets is missing.
std::vector<std::string> usual_sets(data::Database& database) {
  std::vector<std::string> names{"mismatched", "tests"};
  const std::vector<data::ModelSetSummary> known = data::model_sets(database);
  const bool has_both = std::ranges::all_of(names, [&](const std::string& name) {
    return std::ranges::find(known, name, &data::ModelSetSummary::name) != known.end();
  });
  if (!has_both) names.clear();
  return names;
}

/// All names, also of operators that stand in subgraphs and functions only.
analysis::Vocabulary all_names(const LoadedModelSets& loaded) {
  std::vector<std::string> names;
  for (const ModelSetGraphs& set : loaded.sets) {
    for (const auto& model : set.operator_names) {
      names.insert(names.end(), model.begin(), model.end());
    }
  }
  return analysis::Vocabulary(std::move(names));
}

}  // namespace

Table coverage_table(const TableRequest& request) {
  Table table{.id = "coverage", .title = "Operators and their combinations without a test"};
  table.columns = {{.id = "operators", .label = "Operators"},
                   {.id = "length", .label = "Length", .kind = ColumnKind::kCount},
                   {.id = "models", .label = "Models", .kind = ColumnKind::kCount},
                   {.id = "example", .label = "For example"}};
  const std::vector<std::string> names =
      request.model_sets.empty() ? usual_sets(*request.database) : request.model_sets;
  if (names.size() < 2) {
    table.notes.emplace_back(
        "It takes models and test models: the sets mismatched and tests, which `faultline models "
        "scan DIR --set SET` reads, or two others (--sets).");
    return table;
  }
  const LoadedModelSets loaded = load_model_sets(*request.database, {names.front(), names.back()});
  const ModelSetGraphs& models = loaded.sets.front();
  const analysis::Vocabulary everything = all_names(loaded);
  for (std::size_t length = 1; length <= kLongestGram; ++length) {
    const analysis::Vocabulary& vocabulary = length == 1 ? everything : loaded.vocabulary;
    const auto missing = analysis::grams_without_test(
        grams_of(models, everything, length), grams_of(loaded.sets.back(), everything, length));
    for (const analysis::MissingGram& gram : missing) {
      table.rows.push_back(
          {.values = {join(operator_names(gram.labels, vocabulary), ","),
                      static_cast<std::int64_t>(length),
                      static_cast<std::int64_t>(gram.models.size()),
                      models.models[static_cast<std::size_t>(gram.models.front())]}});
    }
    table.notes.push_back(fmt::format("{} of length {}.", missing.size(), length));
  }
  table.notes.push_back(fmt::format("What models of {} have and no model of {}.", models.name,
                                    loaded.sets.back().name));
  table.notes.emplace_back("`faultline models find OPERATORS` lists the models and nodes.");
  return table;
}

}  // namespace faultline::reports
