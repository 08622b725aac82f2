#include "reports/tables/evolution_association.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/tables/evolution_data.h"
#include "reports/tables/evolution_paragraph.h"

namespace faultline::reports {

namespace {

Value optional_value(const std::optional<double>& number) {
  return number ? Value(*number) : Value();
}

Value tau_value(const analysis::Association& found) {
  if (!found.tau_b) return {};
  if (!found.tau_interval) return *found.tau_b;
  return Estimate{*found.tau_b, found.tau_interval->low, found.tau_interval->high};
}

Row association_row(const HistoryEvolution& history, analysis::Measure measure) {
  const analysis::MeasuredChanges pairs = analysis::measured(history.evolution.intervals, measure);
  const analysis::Association found = analysis::association(pairs.changes, pairs.values);
  Row row{.values = {fmt::format("{}: {}", history.history, measure_name(measure)), found.items}};
  row.values.push_back(correlation_value(found.spearman));
  row.values.push_back(optional_value(found.spearman.p));
  row.values.push_back(optional_value(found.spearman_p_exact));
  row.values.push_back(tau_value(found));
  row.values.push_back(optional_value(found.tau_p));
  row.values.push_back(optional_value(found.tau_p_exact));
  return row;
}

/// The id of a measure's columns.
const char* measure_id(analysis::Measure measure) {
  switch (measure) {
    case analysis::Measure::kFailures:
      return "failures";
    case analysis::Measure::kRate:
      return "rate";
    case analysis::Measure::kIncompatibilityOrType:
      return "incompatibility-or-type";
    case analysis::Measure::kShare:
      return "share";
  }
  return "";
}

}  // namespace

Table evolution_association_table(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const EvolutionData data(request, issues);
  Table table{.id = "evolution-association",
              .title = "Operator changes against failures, by rank, with exact tests"};
  table.columns = {
      {.id = "comparison", .label = "Operator changes against"},
      {.id = "intervals", .label = "n", .kind = ColumnKind::kCount},
      {.id = "rho",
       .label = "rho",
       .group = "Spearman",
       .kind = ColumnKind::kNumber,
       .has_interval = true},
      {.id = "rho.p", .label = "p", .group = "Spearman", .kind = ColumnKind::kProbability},
      {.id = "rho.p-exact",
       .label = "exact p",
       .group = "Spearman",
       .kind = ColumnKind::kProbability},
      {.id = "tau",
       .label = "tau-b",
       .group = "Kendall",
       .kind = ColumnKind::kNumber,
       .has_interval = true},
      {.id = "tau.p", .label = "p", .group = "Kendall", .kind = ColumnKind::kProbability},
      {.id = "tau.p-exact",
       .label = "exact p",
       .group = "Kendall",
       .kind = ColumnKind::kProbability}};
  if (const std::string paragraph = evolution_paragraph(data); !paragraph.empty()) {
    table.notes.push_back(paragraph);
  }
  for (const HistoryEvolution& history : data.as_published()) {
    for (const analysis::Measure measure : kMeasures) {
      table.rows.push_back(association_row(history, measure));
    }
  }
  data.add_notes(table);
  return table;
}

Table evolution_sensitivity_table(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const EvolutionData data(request, issues);
  Table table{.id = "evolution-sensitivity",
              .title = "Rank correlation of operator changes with failures, by choice"};
  table.columns = {{.id = "variant", .label = "Choice"},
                   {.id = "first", .label = "First release"},
                   {.id = "last", .label = "Last release"},
                   {.id = "merged", .label = "Merged"},
                   {.id = "lag", .label = "Lag, months", .kind = ColumnKind::kCount},
                   {.id = "intervals", .label = "n", .kind = ColumnKind::kCount},
                   {.id = "issues", .label = "Issues", .kind = ColumnKind::kCount}};
  for (const analysis::Measure measure : kMeasures) {
    const std::string group(measure_name(measure));
    table.columns.push_back({.id = fmt::format("{}.rho", measure_id(measure)),
                             .label = "rho",
                             .group = group,
                             .kind = ColumnKind::kNumber});
    table.columns.push_back({.id = fmt::format("{}.p", measure_id(measure)),
                             .label = "p",
                             .group = group,
                             .kind = ColumnKind::kProbability});
  }
  std::map<std::string, std::int64_t> numbers;
  std::int64_t without_date = 0;
  for (const Variant& variant : variants(data)) {
    const analysis::EvolutionChoices& choices = variant.choices;
    without_date = std::max(without_date, variant.evolution.failures_without_date);
    std::int64_t failures = 0;
    for (const analysis::ReleaseInterval& interval : variant.evolution.intervals) {
      failures += interval.failures;
    }
    Row row{.values = {fmt::format("{} {}", variant.history, ++numbers[variant.history]),
                       std::string(choices.with_first ? "in" : "out"),
                       std::string(choices.with_last ? "in" : "out"),
                       std::string(choices.merged.empty() ? "no" : "yes"),
                       std::int64_t{choices.lag_months},
                       static_cast<std::int64_t>(variant.evolution.intervals.size()), failures}};
    for (const analysis::Measure measure : kMeasures) {
      const analysis::Correlation& correlation = correlation_of(variant.evolution, measure);
      row.values.push_back(optional_value(correlation.coefficient));
      row.values.push_back(optional_value(correlation.p));
    }
    table.rows.push_back(std::move(row));
  }
  data.add_notes(table);
  if (without_date > 0) {
    table.notes.push_back(fmt::format(
        "Lags of 3 and 6 months leave out issues of which it is not known when they were opened: "
        "{}.",
        without_date));
  }
  if (!data.histories().empty() && !data.has_dates()) {
    table.notes.emplace_back(
        "Lags of 3 and 6 months need the dates on which issues were opened, which `faultline "
        "collect` brings; of these issues only the newest release before them is known.");
  }
  return table;
}

}  // namespace faultline::reports
