#include "reports/tables/cross.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/counts.h"
#include "base/text.h"
#include "reports/labelled_issues.h"
#include "reports/tables/code_groups.h"
#include "reports/tables/independence.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

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
  table.notes.push_back(independence_note(builder.contingency(), request.seed,
                                          {.scope = ", all converters together", .item = "issue"}));
  add_label_notes(table, issues, incomplete);
  return table;
}

}  // namespace faultline::reports
