#include "reports/tables/cross.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/contingency.h"
#include "analysis/counts.h"
#include "analysis/fisher_rxc.h"
#include "base/text.h"
#include "reports/format_value.h"
#include "reports/labelled_issues.h"
#include "reports/tables/code_groups.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

constexpr std::int64_t kReplicates = 10'000;
/// What an exact p-value may cost before it is simulated: some milliseconds.
constexpr std::int64_t kExactWork = 200'000;
/// A simulation draws a table of all issues for each replicate; for more issues it takes seconds.
constexpr std::int64_t kMostIssuesSimulated = 5'000;
constexpr double kSmallExpectedCount = 5;

struct Axis {
  const data::Dimension* dimension;
  std::vector<CodeGroup> groups;
};

/// For each issue, the group on an axis that its code is counted in.
std::vector<std::int32_t> groups_of_issues(const LabelledIssues& issues, const Axis& axis) {
  const std::vector<std::int32_t> group_of = group_of_code(*axis.dimension, axis.groups);
  std::vector<std::int32_t> groups = issues.codes(*axis.dimension);
  for (std::int32_t& group : groups) {
    if (group != analysis::kNoLabel) group = group_of[static_cast<std::size_t>(group)];
  }
  return groups;
}

std::string test_note(const analysis::ContingencyTable& table, std::uint64_t seed) {
  const analysis::IndependenceTest test = analysis::chi_square_test(table);
  if (!test.statistic) {
    return "Independence was not tested: the labels fill fewer than two rows or columns.";
  }
  const auto number = [](std::optional<double> value, ColumnKind kind) {
    return value ? format_value(*value, kind) : std::string("undefined");
  };
  std::string note = fmt::format(
      "Independence, all converters together: chi-square {} with {} degrees of freedom, "
      "p {}; Cramer's V {}, bias-corrected {}.",
      number(test.statistic, ColumnKind::kNumber), test.df,
      number(test.p, ColumnKind::kProbability),
      number(analysis::cramers_v(table).v, ColumnKind::kNumber),
      number(analysis::cramers_v(table).v_bias_corrected, ColumnKind::kNumber));
  if (*test.min_expected >= kSmallExpectedCount) return note;
  if (table.total() > kMostIssuesSimulated) {
    return note + fmt::format(
                      " The smallest expected count is {}, below 5, so that p is approximate; "
                      "Fisher's exact test is made for up to {} issues.",
                      number(test.min_expected, ColumnKind::kNumber), kMostIssuesSimulated);
  }
  const analysis::FisherRxc fisher =
      analysis::fisher_exact_or_simulated(table, seed, kReplicates, kExactWork);
  note += fmt::format(
      " The smallest expected count is {}, below 5, so Fisher's exact test is to be preferred: p "
      "{}{}.",
      number(test.min_expected, ColumnKind::kNumber), number(fisher.p, ColumnKind::kProbability),
      fisher.is_simulated ? fmt::format(", from {} random tables with seed {}", kReplicates, seed)
                          : "");
  return note;
}

/// Builds the table from the counts.
class CrossTableBuilder {
 public:
  /// @param counts  one table per converter
  CrossTableBuilder(const LabelledIssues& issues,
                    const std::vector<analysis::ContingencyTable>& counts, Axis rows, Axis columns,
                    ByConverter by_converter)
      : issues_(&issues),
        counts_(&counts),
        rows_(std::move(rows)),
        columns_(std::move(columns)),
        by_converter_(by_converter == ByConverter::kYes && issues.converters().size() > 1) {}

  Table build() {
    table_.id = fmt::format("{}-{}", rows_.dimension->id, columns_.dimension->id);
    table_.title = fmt::format("{} by {} of failures", rows_.dimension->name,
                               to_lower(columns_.dimension->name));
    add_columns();
    for (std::size_t row = 0; row < rows_.groups.size(); ++row) {
      const CodeGroup& group = rows_.groups[row];
      add_row(group.id, group.name, {row});
      table_.rows.back().where = {"--where", fmt::format("{}={}", rows_.dimension->id, group.id)};
    }
    std::vector<std::size_t> all(rows_.groups.size());
    for (std::size_t row = 0; row < all.size(); ++row) all[row] = row;
    add_row("total", "Total", all);
    table_.rows.back().where = {"--where", fmt::format("{}=any", rows_.dimension->id)};
    table_.rows.back().is_total = true;
    return std::move(table_);
  }

  [[nodiscard]] analysis::ContingencyTable contingency() const {
    std::vector<std::int64_t> cells;
    for (std::size_t row = 0; row < rows_.groups.size(); ++row) {
      for (std::size_t column = 0; column < columns_.groups.size(); ++column) {
        cells.push_back(0);
        for (const analysis::ContingencyTable& counts : *counts_) {
          cells.back() += counts.at(row, column);
        }
      }
    }
    return {rows_.groups.size(), columns_.groups.size(), std::move(cells)};
  }

 private:
  void add_columns() {
    const std::string& name = rows_.dimension->name;
    table_.columns = {{.id = "code", .label = name, .audience = Audience::kScreen},
                      {.id = "name", .label = name, .audience = Audience::kPrint}};
    for (const CodeGroup& group : columns_.groups) {
      add_count_columns(group.id, group.name,
                        fmt::format("{}={}", columns_.dimension->id, group.id));
    }
    add_count_columns("total", "Total", fmt::format("{}=any", columns_.dimension->id));
  }

  void add_count_columns(const std::string& id, const std::string& name,
                         const std::string& condition) {
    if (by_converter_) {
      for (const std::string& converter : issues_->converters()) {
        table_.columns.push_back({.id = fmt::format("{}.{}", id, converter),
                                  .label = converter,
                                  .group = name,
                                  .kind = ColumnKind::kCount,
                                  .where = {"--where", condition, "--converter", converter},
                                  .counts_issues = true});
      }
      if (id != "total") return;
    }
    table_.columns.push_back({.id = id,
                              .label = by_converter_ ? "both" : name,
                              .group = by_converter_ ? name : "",
                              .kind = ColumnKind::kCount,
                              .where = {"--where", condition},
                              .counts_issues = true});
    if (by_converter_ && issues_->converters().size() > 2) table_.columns.back().label = "all";
  }

  void add_row(const std::string& id, const std::string& name,
               const std::vector<std::size_t>& groups) {
    Row row{.values = {id, name}};
    const std::size_t converters = issues_->converters().size();
    std::vector<std::int64_t> converter_totals(converters);
    std::int64_t total = 0;
    for (std::size_t column = 0; column < columns_.groups.size(); ++column) {
      std::int64_t all_converters = 0;
      for (std::size_t converter = 0; converter < converters; ++converter) {
        std::int64_t count = 0;
        for (const std::size_t group : groups) count += (*counts_)[converter].at(group, column);
        if (by_converter_) row.values.emplace_back(count);
        converter_totals[converter] += count;
        all_converters += count;
      }
      if (!by_converter_) row.values.emplace_back(all_converters);
      total += all_converters;
    }
    if (by_converter_)
      row.values.insert(row.values.end(), converter_totals.begin(), converter_totals.end());
    row.values.emplace_back(total);
    table_.rows.push_back(std::move(row));
  }

  const LabelledIssues* issues_;
  const std::vector<analysis::ContingencyTable>* counts_;
  Axis rows_;
  Axis columns_;
  bool by_converter_;
  Table table_;
};

}  // namespace

Table cross_table(const TableRequest& request, const std::string& rows, const std::string& columns,
                  ByConverter by_converter) {
  const Binning binning = request.all_codes ? Binning::kNone : Binning::kAsInCodebook;
  const data::Dimension& row_dimension = required_dimension(*request.codebook, rows);
  const data::Dimension& column_dimension = required_dimension(*request.codebook, columns);
  const Axis row_axis{&row_dimension, top_code_groups(row_dimension, binning)};
  const Axis column_axis{&column_dimension, top_code_groups(column_dimension, binning)};
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const auto [counts, incomplete] =
      analysis::layered_counts(groups_of_issues(issues, row_axis), row_axis.groups.size(),
                               groups_of_issues(issues, column_axis), column_axis.groups.size(),
                               issues.converter_of(), issues.converters().size());
  CrossTableBuilder builder(issues, counts, row_axis, column_axis, by_converter);
  Table table = builder.build();
  table.notes.push_back(test_note(builder.contingency(), request.seed));
  add_label_notes(table, issues, incomplete);
  return table;
}

}  // namespace faultline::reports
