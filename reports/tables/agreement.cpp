#include "reports/tables/agreement.h"

#include <fmt/format.h>

#include "data/samples.h"
#include "reports/agreement.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

Value optional_value(std::optional<double> value) { return value ? Value(*value) : Value(); }

std::string issues(std::int64_t count) {
  return count == 1 ? "1 issue" : fmt::format("{} issues", count);
}

Value estimate(std::optional<double> value, const std::optional<analysis::Interval>& interval) {
  if (!value) return {};
  if (!interval) return *value;
  return Estimate{*value, interval->low, interval->high};
}

/// Says how many of a pair's labels were made while suggestions were shown.
void note_assisted(Table& table, const PairAgreement& pair) {
  if (pair.left_out_assisted > 0) {
    table.notes.push_back(fmt::format(
        "{} ({}, {}): {} left out for a label that was made while suggestions were shown.",
        pair.dimension, pair.first_rater, pair.second_rater, issues(pair.left_out_assisted)));
  }
  if (pair.first_assisted + pair.second_assisted == 0) return;
  table.notes.push_back(fmt::format(
      "{} ({}, {}): of the labels of these {}, {} of {} and {} of {} were made while suggestions "
      "were shown; `faultline agree --without-assisted` leaves them out.",
      pair.dimension, pair.first_rater, pair.second_rater, issues(pair.kappa.items),
      pair.first_assisted, pair.first_rater, pair.second_assisted, pair.second_rater));
}

void add_pair(Table& table, const PairAgreement& pair) {
  const std::int64_t agreed =
      pair.kappa.items - static_cast<std::int64_t>(pair.disagreements.size());
  table.rows.push_back(
      {.values = {pair.dimension, fmt::format("{}, {}", pair.first_rater, pair.second_rater),
                  pair.kappa.items, static_cast<std::int64_t>(pair.disagreements.size()),
                  share_value(agreed, pair.kappa.items),
                  estimate(pair.kappa.kappa, pair.kappa.interval), optional_value(pair.kappa.se),
                  estimate(pair.ac1.ac1, pair.ac1.interval), optional_value(pair.alpha.alpha),
                  Value()}});
  if (pair.kappa.items > 0 && !pair.kappa.kappa) {
    table.notes.push_back(fmt::format(
        "Kappa and alpha of {} ({}, {}) are undefined: both raters used one and the same code "
        "throughout, so that chance alone would agree as well.",
        pair.dimension, pair.first_rater, pair.second_rater));
  }
  if (pair.labelled_by_one > 0) {
    table.notes.push_back(fmt::format("{} ({}, {}): {} that only one of them labelled left out.",
                                      pair.dimension, pair.first_rater, pair.second_rater,
                                      issues(pair.labelled_by_one)));
  }
  note_assisted(table, pair);
}

void add_group(Table& table, const GroupAgreement& group) {
  table.rows.push_back(
      {.values = {group.dimension, fmt::format("all {}", group.raters), group.percent.items,
                  Value(), optional_value(group.percent.pairwise), Value(), Value(),
                  estimate(group.ac1.ac1, group.ac1.interval), optional_value(group.alpha.alpha),
                  optional_value(group.fleiss_kappa)}});
}

}  // namespace

DimensionAgreement measure_agreement(const TableRequest& request,
                                     const data::Dimension& dimension) {
  AgreementScope scope{.without_assisted = request.without_assisted};
  if (request.tranche) {
    scope.sample_id = data::required_sample(*request.database, *request.tranche).id;
  }
  return measure_agreement(*request.database, dimension,
                           raters_to_compare(*request.database, request.raters), scope);
}

std::vector<DimensionAgreement> measure_agreement(const TableRequest& request) {
  std::vector<DimensionAgreement> measured;
  for (const data::Dimension& dimension : request.codebook->dimensions) {
    measured.push_back(measure_agreement(request, dimension));
  }
  return measured;
}

Table agreement_table(const TableRequest& request) {
  return agreement_table(request, measure_agreement(request));
}

Table agreement_table(const TableRequest& request,
                      const std::vector<DimensionAgreement>& measured) {
  Table table{.id = "agreement", .title = "Agreement of raters per dimension"};
  if (request.tranche) table.title += fmt::format(", in the tranche {}", *request.tranche);
  table.columns = {
      {.id = "dimension", .label = "Dimension"},
      {.id = "raters", .label = "Raters"},
      {.id = "issues", .label = "Issues", .kind = ColumnKind::kCount},
      {.id = "disagreements", .label = "Differ", .kind = ColumnKind::kCount},
      {.id = "agreement", .label = "Agree", .kind = ColumnKind::kShare, .has_interval = true},
      {.id = "kappa", .label = "Cohen's kappa", .kind = ColumnKind::kNumber, .has_interval = true},
      {.id = "kappa_se", .label = "s.e.", .kind = ColumnKind::kNumber},
      {.id = "ac1", .label = "Gwet's AC1", .kind = ColumnKind::kNumber, .has_interval = true},
      {.id = "alpha", .label = "Krippendorff's alpha", .kind = ColumnKind::kNumber},
      {.id = "fleiss_kappa", .label = "Fleiss' kappa", .kind = ColumnKind::kNumber},
  };
  if (measured.front().pairs.empty()) {
    table.notes.emplace_back("Agreement needs two raters who labelled the same issues.");
    return table;
  }
  for (const DimensionAgreement& dimension : measured) {
    for (const PairAgreement& pair : dimension.pairs) {
      if (pair.kappa.items > 0) add_pair(table, pair);
    }
    if (dimension.group && dimension.group->percent.items > 0) add_group(table, *dimension.group);
  }
  if (measured.front().pairs.size() == 1) table.columns.pop_back();
  for (Row& row : table.rows) row.values.resize(table.columns.size());
  if (table.rows.empty()) table.notes.emplace_back("No issue was labelled by two raters.");
  table.notes.emplace_back(
      "`faultline agree` lists the issues on which raters differ, and which codes they confuse.");
  return table;
}

}  // namespace faultline::reports
