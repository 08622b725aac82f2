#include "reports/tables/distribution.h"

#include <fmt/format.h>

#include "analysis/counts.h"
#include "reports/labelled_issues.h"
#include "reports/tables/code_groups.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

/// How many issues of a converter have one of some codes.
std::int64_t count(const analysis::ContingencyTable& counts, const std::vector<std::int32_t>& codes,
                   std::size_t converter) {
  std::int64_t sum = 0;
  for (const std::int32_t code : codes) sum += counts.at(static_cast<std::size_t>(code), converter);
  return sum;
}

Row counts_row(const analysis::ContingencyTable& counts, const CodeGroup& group) {
  Row row{.values = {group.id, group.name}, .level = group.level};
  std::int64_t total = 0;
  for (std::size_t converter = 0; converter < counts.columns(); ++converter) {
    row.values.emplace_back(count(counts, group.codes, converter));
    total += count(counts, group.codes, converter);
  }
  row.values.emplace_back(total);
  row.values.push_back(share_value(total, counts.total()));
  return row;
}

CodeGroup every_code(const data::Dimension& dimension) {
  CodeGroup group{.id = "total", .name = "Total", .level = 0, .codes = {}};
  for (std::size_t i = 0; i < dimension.codes.size(); ++i) {
    group.codes.push_back(static_cast<std::int32_t>(i));
  }
  return group;
}

}  // namespace

Table distribution_table(const TableRequest& request, const std::string& dimension_id) {
  const data::Dimension& dimension = required_dimension(*request.codebook, dimension_id);
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const auto [counts, unlabelled] =
      analysis::cross_counts(issues.codes(dimension), dimension.codes.size(), issues.converter_of(),
                             issues.converters().size());

  Table table{.id = dimension.id,
              .title = fmt::format("{} of failures by converter", dimension.name)};
  table.columns = {{.id = "code", .label = dimension.name, .audience = Audience::kScreen},
                   {.id = "name", .label = dimension.name, .audience = Audience::kPrint}};
  add_issue_columns(table, issues.converters());
  table.columns.push_back({.id = "share",
                           .label = "Share",
                           .kind = ColumnKind::kShare,
                           .has_interval = true,
                           .share_of = ShareOf{.part = "total"}});

  const Binning binning = request.all_codes ? Binning::kNone : Binning::kAsInCodebook;
  for (const CodeGroup& group : code_groups(dimension, binning)) {
    table.rows.push_back(counts_row(counts, group));
    table.rows.back().where = {"--where", fmt::format("{}={}", dimension.id, group.id)};
  }
  table.rows.push_back(counts_row(counts, every_code(dimension)));
  table.rows.back().where = {"--where", fmt::format("{}=any", dimension.id)};
  table.rows.back().is_total = true;
  // All of it is no estimate of anything.
  table.rows.back().values.back() = counts.total() == 0 ? Value() : Value(1.0);

  add_label_notes(table, issues, unlabelled);
  return table;
}

}  // namespace faultline::reports
