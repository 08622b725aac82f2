#include "reports/tables/sequences.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace faultline::reports {

namespace {

std::string comma_separated(const analysis::OperatorSequence& sequence,
                            const analysis::Vocabulary& vocabulary) {
  return join(operator_names(sequence, vocabulary), ",");
}

Value count_value(std::optional<std::uint64_t> count) {
  if (!count || *count > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return {};
  }
  return static_cast<std::int64_t>(*count);
}

Value size_value(std::size_t size) { return static_cast<std::int64_t>(size); }

bool is_complete(const MaximalPair& pair) {
  return pair.total && *pair.total == pair.sequences.size();
}

/// Adds a note where more sequences are known than listed.
void note_unlisted(Table& table, const MaximalPair& pair) {
  if (is_complete(pair)) return;
  table.notes.push_back(fmt::format(
      "{}: of {} maximal sequences the longest {} are counted by model.", pair.name,
      pair.total ? std::to_string(*pair.total) : std::string("more than 18446744073709551615"),
      pair.sequences.size()));
}

/// The sequences of the first set with itself that no model of another set has.
std::vector<std::size_t> only_in_first(const MaximalPair& within, std::size_t other) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < within.sequences.size(); ++i) {
    if (within.models[i][other] == 0) result.push_back(i);
  }
  return result;
}

/// Notes how to open a sequence, with the shortest one as the example.
void add_opening(Table& table) {
  if (table.rows.empty()) return;
  std::string sequence = std::get<std::string>(table.rows[0].values.back());
  for (const Row& row : table.rows) {
    const auto& other = std::get<std::string>(row.values.back());
    if (other.size() < sequence.size()) sequence = other;
  }
  table.notes.push_back(
      fmt::format("Every sequence can be opened, for example: `faultline models find {}` lists its "
                  "models and nodes.",
                  shell_word(sequence)));
}

std::optional<PublishedSequences> try_published(const LoadedModelSets& loaded, Table& table) {
  try {
    return published_sequences(loaded);
  } catch (const Error& error) {
    table.notes.push_back(fmt::format(
        "The published method cannot be applied: {}{}.", error.message(),
        error.place() ? fmt::format(" ({})", to_string(*error.place())) : std::string()));
    return std::nullopt;
  }
}

/// A table must not keep a report from being written.
std::vector<MaximalPair> try_maximal(const LoadedModelSets& loaded, Table& table) {
  try {
    return maximal_pairs(loaded, {});
  } catch (const Error& error) {
    table.notes.push_back(fmt::format("The sequences cannot be told: {}.", error.message()));
    return {};
  }
}

bool has_no_models(Table& table, const std::vector<std::string>& names) {
  if (!names.empty()) return false;
  table.notes.emplace_back(
      "The study has no models yet; `faultline models scan DIR --set NAME` reads some.");
  return true;
}

std::vector<std::string> requested_sets(const TableRequest& request) {
  return request.model_sets.empty() ? default_model_sets(*request.database) : request.model_sets;
}

}  // namespace

Table sequences_table(const TableRequest& request) {
  Table table{.id = "sequences", .title = "Operator sequences that sets of models share"};
  table.columns = {{.id = "sets", .label = "Sets"},
                   {.id = "model_pairs", .label = "Model pairs", .kind = ColumnKind::kCount},
                   {.id = "maximal", .label = "Maximal", .kind = ColumnKind::kCount},
                   {.id = "longest", .label = "Longest", .kind = ColumnKind::kCount},
                   {.id = "significant", .label = "Holm p < 0.05", .kind = ColumnKind::kCount},
                   {.id = "published.unique",
                    .label = "Unique",
                    .group = "Published method",
                    .kind = ColumnKind::kCount},
                   {.id = "published.reduced",
                    .label = "Reduced",
                    .group = "Published method",
                    .kind = ColumnKind::kCount}};
  const std::vector<std::string> names = requested_sets(request);
  if (has_no_models(table, names)) return table;
  const LoadedModelSets loaded = load_model_sets(*request.database, names);
  const std::vector<MaximalPair> pairs = try_maximal(loaded, table);
  if (pairs.empty()) return table;
  const auto published = try_published(loaded, table);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t first = loaded.sets[0].models.size();
    const std::size_t model_pairs = i == 0 ? first * (first - std::min<std::size_t>(first, 1)) / 2
                                           : first * loaded.sets[i].models.size();
    const auto significant = std::count_if(pairs[i].tests.begin(), pairs[i].tests.end(),
                                           [](const auto& test) { return test.p_adjusted < 0.05; });
    Row row{.values = {pairs[i].name, size_value(model_pairs), count_value(pairs[i].total),
                       size_value(pairs[i].sequences.empty() ? 0 : pairs[i].sequences[0].size()),
                       static_cast<std::int64_t>(significant), Value(), Value()}};
    if (published) {
      row.values[5] = size_value(published->pairs[i].shared.sequences.size());
      row.values[6] = size_value(published->reduced[i].reduction.sequences.size());
    }
    table.rows.push_back(std::move(row));
    note_unlisted(table, pairs[i]);
  }
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    const std::vector<std::size_t> only = only_in_first(pairs[0], i);
    Row row{.values = {fmt::format("{} and no {}", pairs[0].name, loaded.sets[i].name), Value(),
                       is_complete(pairs[0]) ? size_value(only.size()) : Value(),
                       size_value(only.empty() ? 0 : pairs[0].sequences[only[0]].size()), Value(),
                       Value(), Value()}};
    if (published) {
      row.values[5] = size_value(published->differences[i - 1].sequences.size());
      row.values[6] =
          size_value(published->reduced[pairs.size() + i - 1].reduction.sequences.size());
    }
    table.rows.push_back(std::move(row));
  }
  table.notes.emplace_back(
      "Sequences of three operators and more. `faultline models sequences` lists them.");
  if (pairs.size() > 1) {
    table.notes.push_back(fmt::format(
        "p: Fisher's exact test of being more common in {} than in {}, adjusted by Holm within the "
        "row.",
        loaded.sets[0].name, loaded.sets[1].name));
  }
  return table;
}

Table sequence_lengths_table(const TableRequest& request) {
  Table table{.id = "sequence-lengths", .title = "Maximal shared operator sequences by length"};
  table.columns = {{.id = "length", .label = "Operators"}};
  const std::vector<std::string> names = requested_sets(request);
  if (has_no_models(table, names)) return table;
  const std::vector<MaximalPair> pairs =
      try_maximal(load_model_sets(*request.database, names), table);
  std::map<std::size_t, Row> rows;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    table.columns.push_back(
        {.id = pairs[i].name, .label = pairs[i].name, .kind = ColumnKind::kCount});
    for (const analysis::OperatorSequence& sequence : pairs[i].sequences) {
      Row& row = rows[sequence.size()];
      if (row.values.empty()) {
        row.values.assign(pairs.size() + 1, std::int64_t{0});
        row.values[0] = std::to_string(sequence.size());
      }
      ++std::get<std::int64_t>(row.values[i + 1]);
    }
    note_unlisted(table, pairs[i]);
  }
  for (auto& [length, row] : rows) table.rows.push_back(std::move(row));
  return table;
}

Table maximal_sequences_table(const LoadedModelSets& loaded,
                              const std::vector<MaximalPair>& pairs) {
  Table table{.id = "maximal-sequences", .title = "Maximal shared operator sequences"};
  table.columns = {{.id = "sets", .label = "Sets"},
                   {.id = "length", .label = "Length", .kind = ColumnKind::kCount}};
  for (const ModelSetGraphs& set : loaded.sets) {
    table.columns.push_back({.id = "models." + set.name,
                             .label = set.name,
                             .group = "Models",
                             .kind = ColumnKind::kCount});
  }
  table.columns.push_back({.id = "p", .label = "p", .kind = ColumnKind::kProbability});
  table.columns.push_back({.id = "p_adjusted", .label = "Holm", .kind = ColumnKind::kProbability});
  table.columns.push_back({.id = "sequence", .label = "Sequence"});
  for (const MaximalPair& pair : pairs) {
    for (std::size_t i = 0; i < pair.sequences.size(); ++i) {
      Row row{.values = {pair.name, size_value(pair.sequences[i].size())}};
      for (const std::int64_t models : pair.models[i]) row.values.emplace_back(models);
      const bool is_tested = !pair.tests.empty();
      row.values.push_back(is_tested ? Value(pair.tests[i].p) : Value());
      row.values.push_back(is_tested ? Value(pair.tests[i].p_adjusted) : Value());
      row.values.emplace_back(comma_separated(pair.sequences[i], loaded.vocabulary));
      table.rows.push_back(std::move(row));
    }
    note_unlisted(table, pair);
  }
  add_opening(table);
  return table;
}

Table published_sequences_table(const LoadedModelSets& loaded,
                                const PublishedSequences& published) {
  Table table{.id = "published-sequences", .title = "Shared operator sequences, published method"};
  table.columns = {{.id = "sets", .label = "Sets"},
                   {.id = "length", .label = "Length", .kind = ColumnKind::kCount},
                   {.id = "sequence", .label = "Sequence"}};
  const auto add = [&](const std::string& name,
                       const std::vector<analysis::OperatorSequence>& sequences) {
    for (const analysis::OperatorSequence& sequence : sequences) {
      table.rows.push_back({.values = {name, size_value(sequence.size()),
                                       comma_separated(sequence, loaded.vocabulary)}});
    }
  };
  for (const PublishedSequences::Pair& pair : published.pairs) {
    add(pair.name, pair.shared.sequences);
    table.notes.push_back(
        fmt::format("{}: {} unique sequences of {} model pairs, {} path pairs.", pair.name,
                    pair.shared.sequences.size(), pair.shared.model_pairs,
                    pair.shared.path_pairs ? std::to_string(*pair.shared.path_pairs)
                                           : std::string("more than 18446744073709551615")));
  }
  for (const PublishedSequences::Difference& difference : published.differences) {
    add(difference.name, difference.sequences);
  }
  add_opening(table);
  return table;
}

}  // namespace faultline::reports
