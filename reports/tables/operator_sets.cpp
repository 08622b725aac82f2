#include "reports/tables/operator_sets.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "data/operator_history.h"

namespace faultline::reports {

namespace {

struct Kind {
  const char* id;
  std::int64_t data::OperatorSetChanges::*count;
};

constexpr Kind kKinds[] = {
    {"added", &data::OperatorSetChanges::added},
    {"updated", &data::OperatorSetChanges::updated},
    {"deprecated", &data::OperatorSetChanges::deprecated},
};

}  // namespace

Table operator_sets_table(const TableRequest& request) {
  Table table{.id = "opsets", .title = "Operator changes by ONNX operator set"};
  table.columns = {{.id = "opset", .label = "Set"}, {.id = "released", .label = "Released"}};
  std::map<std::int64_t, Row> rows;
  Row totals{.values = {std::string("total"), std::string()}, .is_total = true};
  const std::vector<std::string> histories = data::operator_histories(*request.database);
  const std::size_t width = 2 + histories.size() * std::size(kKinds);
  for (const std::string& history : histories) {
    const std::size_t first_column = table.columns.size();
    for (const Kind& kind : kKinds) {
      table.columns.push_back({.id = fmt::format("{}.{}", history, kind.id),
                               .label = kind.id,
                               .group = history,
                               .kind = ColumnKind::kCount});
    }
    std::vector<std::int64_t> sums(std::size(kKinds));
    for (const data::OperatorSetChanges& set :
         data::operator_set_changes(*request.database, history)) {
      Row& row = rows[set.version];
      row.values.resize(width);
      row.values[0] = std::to_string(set.version);
      if (set.released) row.values[1] = *set.released;
      for (std::size_t i = 0; i < sums.size(); ++i) {
        row.values[first_column + i] = set.*kKinds[i].count;
        sums[i] += set.*kKinds[i].count;
      }
    }
    totals.values.insert(totals.values.end(), sums.begin(), sums.end());
  }
  for (auto& [version, row] : rows) table.rows.push_back(std::move(row));
  if (table.rows.empty()) {
    table.notes.emplace_back(
        "The study has no operator history yet; `faultline opsets import FILE` brings one.");
    return table;
  }
  table.rows.push_back(std::move(totals));
  table.notes.emplace_back("`faultline opsets show --set N` lists the operators of a set.");
  return table;
}

namespace {

/// The operator sets of one day.
struct ReleaseRow {
  std::set<std::string> versions;  ///< of ONNX
  std::set<std::int64_t> sets;
  /// Added, updated, deprecated, by history; none where a history knows none of the sets.
  std::map<std::string, std::array<std::int64_t, std::size(kKinds)>> changes;
};

constexpr const char* kNotReleased = "not released";

std::map<std::string, ReleaseRow> releases_of(const TableRequest& request,
                                              const std::vector<std::string>& histories) {
  std::map<std::string, ReleaseRow> releases;
  for (const std::string& history : histories) {
    for (const data::OperatorSetChanges& set :
         data::operator_set_changes(*request.database, history)) {
      ReleaseRow& release = releases[set.released.value_or(kNotReleased)];
      if (set.onnx_version) release.versions.insert(*set.onnx_version);
      release.sets.insert(set.version);
      auto& sums = release.changes[history];
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += set.*kKinds[i].count;
    }
  }
  return releases;
}

}  // namespace

Table operator_releases_table(const TableRequest& request) {
  Table table{.id = "opset-releases", .title = "Operator changes by ONNX release"};
  table.columns = {{.id = "released", .label = "Released"},
                   {.id = "onnx", .label = "ONNX"},
                   {.id = "opsets", .label = "Sets"}};
  const std::vector<std::string> histories = data::operator_histories(*request.database);
  for (const std::string& history : histories) {
    for (const Kind& kind : kKinds) {
      table.columns.push_back({.id = fmt::format("{}.{}", history, kind.id),
                               .label = kind.id,
                               .group = history,
                               .kind = ColumnKind::kCount});
    }
  }
  for (const auto& [date, release] : releases_of(request, histories)) {
    const std::vector<std::string> versions(release.versions.begin(), release.versions.end());
    std::vector<std::string> sets;
    for (const std::int64_t set : release.sets) sets.push_back(std::to_string(set));
    Row row{.values = {date, join(versions, ", "), join(sets, ", ")}};
    for (const std::string& history : histories) {
      const auto found = release.changes.find(history);
      for (std::size_t i = 0; i < std::size(kKinds); ++i) {
        const bool is_known = found != release.changes.end();
        row.values.push_back(is_known ? Value(found->second[i]) : Value());
      }
    }
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) {
    table.notes.emplace_back(
        "The study has no operator history yet; `faultline opsets import FILE` brings one.");
  }
  return table;
}

}  // namespace faultline::reports
