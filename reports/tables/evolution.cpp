#include "reports/tables/evolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/tables/evolution_data.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

Table evolution_table(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const EvolutionData data(request, issues);
  Table table{.id = "evolution", .title = "Operator changes and failures by ONNX release"};
  table.columns = {{.id = "release", .label = "Release"}, {.id = "until", .label = "Merged with"}};
  for (const HistoryEvolution& history : data.as_published()) {
    table.columns.push_back({.id = fmt::format("changes.{}", history.history),
                             .label = history.history,
                             .group = "Operator changes",
                             .kind = ColumnKind::kCount});
  }
  table.columns.push_back({.id = "failures",
                           .label = "Failures",
                           .kind = ColumnKind::kCount,
                           .where = {"--where", "cause=any"},
                           .counts_issues = true});
  table.columns.push_back(
      {.id = "incompatibility-or-type",
       .label = "Incompatibility or type",
       .kind = ColumnKind::kCount,
       .where = {"--where", "cause=incompatibility", "--where", "cause=type-problem"},
       .counts_issues = true});
  table.columns.push_back(
      {.id = "share",
       .label = "Share",
       .kind = ColumnKind::kShare,
       .has_interval = true,
       .share_of = ShareOf{.part = "incompatibility-or-type", .whole = "failures"}});
  data.add_notes(table);
  if (data.histories().empty()) return table;

  for (const analysis::ReleaseInterval& interval : data.longest().evolution.intervals) {
    Row row{.values = {date_text(interval.date()), merged_text(interval)},
            .where = interval_options(interval)};
    for (const HistoryEvolution& history : data.as_published()) {
      const auto same =
          std::find_if(history.evolution.intervals.begin(), history.evolution.intervals.end(),
                       [&](const auto& other) { return other.date() == interval.date(); });
      const bool known = same != history.evolution.intervals.end();
      row.values.push_back(known ? Value(same->changes) : Value());
    }
    row.values.emplace_back(interval.failures);
    row.values.emplace_back(interval.incompatibility_or_type);
    row.values.push_back(share_value(interval.incompatibility_or_type, interval.failures));
    table.rows.push_back(std::move(row));
  }
  add_example(table);
  return table;
}

Table evolution_correlation_table(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const EvolutionData data(request, issues);
  Table table{.id = "evolution-correlation",
              .title = "Rank correlation of operator changes with failures"};
  table.columns = {{.id = "measure", .label = "Operator changes against"}};
  for (const HistoryEvolution& history : data.as_published()) {
    const std::string group = fmt::format("Changes: {}", history.history);
    table.columns.push_back({.id = history.history + ".rho",
                             .label = "rho",
                             .group = group,
                             .kind = ColumnKind::kNumber,
                             .has_interval = true});
    table.columns.push_back({.id = history.history + ".p",
                             .label = "p",
                             .group = group,
                             .kind = ColumnKind::kProbability});
    table.columns.push_back({.id = history.history + ".intervals",
                             .label = "n",
                             .group = group,
                             .kind = ColumnKind::kCount});
  }
  struct Measure {
    const char* id;
    analysis::Correlation analysis::Evolution::*correlation;
  };
  constexpr std::array kMeasures{
      Measure{"all failures", &analysis::Evolution::failures},
      Measure{"incompatibility and type problems", &analysis::Evolution::incompatibility_or_type},
      Measure{"their share", &analysis::Evolution::share},
  };
  for (const Measure& measure : kMeasures) {
    Row row{.values = {std::string(measure.id)}};
    for (const HistoryEvolution& history : data.as_published()) {
      const analysis::Correlation& correlation = history.evolution.*measure.correlation;
      row.values.push_back(correlation_value(correlation));
      row.values.push_back(correlation.p ? Value(*correlation.p) : Value());
      row.values.emplace_back(static_cast<std::int64_t>(correlation.df + 2));
    }
    table.rows.push_back(std::move(row));
  }
  data.add_notes(table);
  return table;
}

}  // namespace faultline::reports
