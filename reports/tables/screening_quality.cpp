#include "reports/tables/screening_quality.h"

#include <fmt/format.h>

#include "analysis/classification.h"
#include "base/error.h"
#include "data/issues.h"
#include "data/judgements.h"

namespace faultline::reports {

namespace {

using data::JudgedScreening;

Value estimate(const analysis::Proportion& proportion) {
  if (!proportion.share || !proportion.interval) return {};
  return Estimate{*proportion.share, proportion.interval->low, proportion.interval->high};
}

std::int64_t judged(const JudgedScreening& counts) {
  return counts.kept_relevant + counts.kept_irrelevant + counts.dropped_relevant +
         counts.dropped_irrelevant;
}

Row quality_row(const JudgedScreening& counts) {
  const analysis::ClassificationMetrics metrics =
      analysis::classification_metrics(counts.kept_relevant, counts.kept_irrelevant,
                                       counts.dropped_relevant, counts.dropped_irrelevant);
  return {.values = {counts.converter, judged(counts), counts.kept_relevant, counts.kept_irrelevant,
                     counts.dropped_relevant, counts.dropped_irrelevant,
                     estimate(metrics.precision), estimate(metrics.recall),
                     metrics.f1 ? Value(*metrics.f1) : Value()}};
}

JudgedScreening sum(const std::vector<JudgedScreening>& converters) {
  JudgedScreening total{.converter = "total"};
  for (const JudgedScreening& converter : converters) {
    total.kept_relevant += converter.kept_relevant;
    total.kept_irrelevant += converter.kept_irrelevant;
    total.dropped_relevant += converter.dropped_relevant;
    total.dropped_irrelevant += converter.dropped_irrelevant;
    total.not_screened += converter.not_screened;
    total.outside_pilot += converter.outside_pilot;
  }
  return total;
}

void add_notes(Table& table, const JudgedScreening& total) {
  if (judged(total) == 0) {
    table.notes.emplace_back("Nothing is judged yet: `faultline screen validate --rater NAME`.");
  }
  if (total.not_screened > 0) {
    table.notes.push_back(fmt::format(
        "Not counted: {} judged that the filter does not pass, or that are not screened.",
        total.not_screened));
  }
  if (total.outside_pilot > 0) {
    table.notes.push_back(fmt::format(
        "{} of the judged issues were not drawn by lot: the intervals assume they were.",
        total.outside_pilot));
  }
}

}  // namespace

Table screening_quality_table(const TableRequest& request) {
  std::optional<std::int64_t> rater_id;
  if (request.rater) {
    rater_id = data::prefer_rater(*request.database, request.rater).rater_ids.front();
  }
  const std::vector<JudgedScreening> converters =
      data::judged_screening(*request.database, rater_id);
  Table table{.id = "filter", .title = "The screening against hand judgements"};
  const auto count = [](std::string id, std::string label, std::string group) {
    return Column{.id = std::move(id),
                  .label = std::move(label),
                  .group = std::move(group),
                  .kind = ColumnKind::kCount};
  };
  table.columns = {
      {.id = "converter", .label = "Converter"},
      count("judged", "Judged", ""),
      count("kept_relevant", "relevant", "Kept"),
      count("kept_irrelevant", "not", "Kept"),
      count("dropped_relevant", "relevant", "Dropped"),
      count("dropped_irrelevant", "not", "Dropped"),
      {.id = "precision", .label = "Precision", .kind = ColumnKind::kShare, .has_interval = true},
      {.id = "recall", .label = "Recall", .kind = ColumnKind::kShare, .has_interval = true},
      {.id = "f1", .label = "F1", .kind = ColumnKind::kNumber}};
  for (const JudgedScreening& converter : converters) {
    table.rows.push_back(quality_row(converter));
  }
  const JudgedScreening total = sum(converters);
  if (converters.size() > 1) {
    table.rows.push_back(quality_row(total));
    table.rows.back().is_total = true;
  }
  add_notes(table, total);
  return table;
}

}  // namespace faultline::reports
