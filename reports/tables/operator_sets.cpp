#include "reports/tables/operator_sets.h"

#include <fmt/format.h>

#include <map>

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

}  // namespace faultline::reports
