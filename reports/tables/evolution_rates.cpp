#include "reports/tables/evolution_rates.h"

#include <fmt/format.h>

#include <vector>

#include "analysis/rates.h"
#include "reports/format_value.h"
#include "reports/tables/evolution_data.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

constexpr double kDaysOfRate = 30;

Value rate_value(std::int64_t count, const std::optional<std::int64_t>& days) {
  if (!days) return {};
  const analysis::Rate rate =
      analysis::poisson_rate(count, static_cast<double>(*days) / kDaysOfRate);
  return Estimate{rate.rate, rate.interval.low, rate.interval.high};
}

/// Counts over days, for the intervals whose length is known.
struct Exposed {
  std::vector<std::int64_t> counts;
  std::vector<double> days;
};

Exposed exposed(const std::vector<analysis::ReleaseInterval>& intervals,
                std::int64_t analysis::ReleaseInterval::*count) {
  Exposed result;
  for (const analysis::ReleaseInterval& interval : intervals) {
    if (!interval.days) continue;
    result.counts.push_back(interval.*count);
    result.days.push_back(static_cast<double>(*interval.days));
  }
  return result;
}

/// "All failures: one rate for all intervals (3.1 per 30 days) fits badly: ..."
void add_homogeneity(Table& table, const char* what, const Exposed& data) {
  if (data.counts.size() < 2) return;
  const analysis::RateHomogeneity test = analysis::poisson_homogeneity(data.counts, data.days);
  if (!test.p_likelihood_ratio || !test.p_pearson || !test.dispersion) return;
  table.notes.push_back(fmt::format(
      "{}: {} per 30 days over all intervals. That all have one rate: likelihood ratio {} with {} "
      "degrees of freedom, {}; Pearson's {}, {}. Dispersion {} (1 where counts vary as "
      "Poisson's do).",
      what, round_half_away(test.pooled_rate * kDaysOfRate, 0, 2),
      round_half_away(*test.likelihood_ratio, 0, 2), test.df, p_text(*test.p_likelihood_ratio),
      round_half_away(*test.pearson, 0, 2), p_text(*test.p_pearson),
      round_half_away(*test.dispersion, 0, 2)));
}

}  // namespace

Table evolution_rates_table(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const EvolutionData data(request, issues);
  Table table{.id = "evolution-rates", .title = "Failures per 30 days between ONNX releases"};
  table.columns = {
      {.id = "release", .label = "Release"},
      {.id = "until", .label = "Merged with"},
      {.id = "days", .label = "Days", .kind = ColumnKind::kCount},
      {.id = "failures",
       .label = "Failures",
       .kind = ColumnKind::kCount,
       .where = {"--where", "cause=any"},
       .counts_issues = true},
      {.id = "rate", .label = "per 30 days", .kind = ColumnKind::kNumber, .has_interval = true},
      {.id = "incompatibility-or-type.rate",
       .label = "Incompatibility or type per 30 days",
       .kind = ColumnKind::kNumber,
       .has_interval = true}};
  data.add_notes(table);
  if (data.histories().empty()) return table;

  const std::vector<analysis::ReleaseInterval>& intervals = data.longest().evolution.intervals;
  for (const analysis::ReleaseInterval& interval : intervals) {
    Row row{.values = {date_text(interval.date()), merged_text(interval)},
            .where = interval_options(interval)};
    row.values.push_back(interval.days ? Value(*interval.days) : Value());
    row.values.emplace_back(interval.failures);
    row.values.push_back(rate_value(interval.failures, interval.days));
    row.values.push_back(rate_value(interval.incompatibility_or_type, interval.days));
    table.rows.push_back(std::move(row));
  }
  using Interval = analysis::ReleaseInterval;
  add_homogeneity(table, "All failures", exposed(intervals, &Interval::failures));
  add_homogeneity(table, "Incompatibility and type problems",
                  exposed(intervals, &Interval::incompatibility_or_type));
  add_example(table);
  return table;
}

}  // namespace faultline::reports
