#include "reports/tables/trend.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "analysis/counts.h"
#include "base/text.h"
#include "reports/labelled_issues.h"
#include "reports/tables/code_groups.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

constexpr int kNoQuarter = std::numeric_limits<int>::min();

/// For each issue, the quarter in which it was opened.
std::vector<int> quarters_of(data::Database& database, const LabelledIssues& issues) {
  std::vector<int> quarters(issues.ids().size(), kNoQuarter);
  std::size_t issue = 0;
  for (const data::IssueDay& opened : data::issue_days(database)) {
    while (issues.ids()[issue] != opened.issue_id) ++issue;
    quarters[issue] = data::quarter_of(opened.day);
  }
  return quarters;
}

/// The failures to count: those with a code, of which it is known when they were opened.
struct Failures {
  std::vector<std::int32_t> codes;     ///< for each issue the position of its group
  std::vector<std::int32_t> quarters;  ///< for each issue, counted from the first
  int first = 0;
  std::size_t count = 0;  ///< of quarters; 0 without a failure
  std::int64_t unlabelled = 0;
  std::int64_t undated = 0;  ///< labelled, but nobody knows when they were opened
};

Failures read_failures(data::Database& database, const LabelledIssues& issues,
                       const data::Dimension& dimension, const std::vector<CodeGroup>& groups) {
  const std::vector<std::int32_t> group_of = group_of_code(dimension, groups);
  const std::vector<int> quarters = quarters_of(database, issues);
  Failures failures{.codes = issues.codes(dimension), .quarters = {}};
  int first = std::numeric_limits<int>::max();
  int last = kNoQuarter;
  for (std::size_t issue = 0; issue < quarters.size(); ++issue) {
    std::int32_t& code = failures.codes[issue];
    if (code == analysis::kNoLabel) {
      ++failures.unlabelled;
    } else if (quarters[issue] == kNoQuarter) {
      ++failures.undated;
      code = analysis::kNoLabel;
    } else {
      code = group_of[static_cast<std::size_t>(code)];
      first = std::min(first, quarters[issue]);
      last = std::max(last, quarters[issue]);
    }
  }
  if (last == kNoQuarter) return failures;
  failures.first = first;
  failures.count = static_cast<std::size_t>(last - first) + 1;
  for (std::size_t issue = 0; issue < quarters.size(); ++issue) {
    const bool counts = failures.codes[issue] != analysis::kNoLabel;
    failures.quarters.push_back(counts ? quarters[issue] - first : analysis::kNoLabel);
  }
  return failures;
}

class TrendBuilder {
 public:
  /// @param counts  one table of quarter by group for each converter
  TrendBuilder(const data::Dimension& dimension, const std::vector<CodeGroup>& groups,
               const std::vector<analysis::ContingencyTable>& counts)
      : dimension_(&dimension), groups_(&groups), counts_(&counts) {}

  void add_quarters(Table& table, const Failures& failures) const {
    for (std::size_t quarter = 0; quarter < failures.count; ++quarter) {
      const std::string name = data::quarter_name(failures.first + static_cast<int>(quarter));
      std::vector<std::int64_t> all;
      for (const analysis::ContingencyTable& converter : *counts_) {
        all.push_back(converter.row_totals()[quarter]);
      }
      const std::int64_t of = sum(all);
      table.rows.push_back(
          {.values = {name, name, name, std::string("any")}, .where = where("any", name)});
      add_counts(table.rows.back(), all);
      table.rows.back().values.push_back(of == 0 ? Value() : Value(1.0));
      if (of == 0) continue;
      for (std::size_t group = 0; group < groups_->size(); ++group) {
        const CodeGroup& code = (*groups_)[group];
        std::vector<std::int64_t> numbers;
        for (const analysis::ContingencyTable& converter : *counts_) {
          numbers.push_back(converter.at(quarter, group));
        }
        table.rows.push_back(
            {.values = {fmt::format("{} {}", name, code.id), code.name, name, code.id},
             .where = where(code.id, name),
             .level = 1});
        add_counts(table.rows.back(), numbers);
        table.rows.back().values.push_back(share_value(sum(numbers), of));
      }
    }
  }

  void add_total(Table& table, const Failures& failures) const {
    std::vector<std::int64_t> all;
    for (const analysis::ContingencyTable& converter : *counts_) all.push_back(converter.total());
    const std::string period =
        fmt::format("{}..{}", data::quarter_name(failures.first),
                    data::quarter_name(failures.first + static_cast<int>(failures.count) - 1));
    table.rows.push_back(
        {.values = {std::string("total"), std::string("Total"), period, std::string("any")},
         .where = where("any", period),
         .is_total = true});
    add_counts(table.rows.back(), all);
    table.rows.back().values.emplace_back(1.0);
  }

 private:
  [[nodiscard]] std::vector<std::string> where(const std::string& code,
                                               const std::string& period) const {
    return {"--where", fmt::format("{}={}", dimension_->id, code), "--period", period};
  }

  static std::int64_t sum(const std::vector<std::int64_t>& numbers) {
    std::int64_t total = 0;
    for (const std::int64_t number : numbers) total += number;
    return total;
  }

  static void add_counts(Row& row, const std::vector<std::int64_t>& numbers) {
    for (const std::int64_t number : numbers) row.values.emplace_back(number);
    row.values.emplace_back(sum(numbers));
  }

  const data::Dimension* dimension_;
  const std::vector<CodeGroup>* groups_;
  const std::vector<analysis::ContingencyTable>* counts_;
};

void add_notes(Table& table, const LabelledIssues& issues, const Failures& failures) {
  table.notes.emplace_back(
      "An issue counts in the quarter (UTC) in which it was opened; shares are of the quarter's "
      "failures.");
  if (failures.undated > 0) {
    table.notes.push_back(fmt::format(
        "Not counted, since it is not known when they were opened: {} labelled {}. `faultline "
        "collect` brings the dates.",
        failures.undated, failures.undated == 1 ? "issue" : "issues"));
  }
  add_label_notes(table, issues, failures.unlabelled);
}

}  // namespace

Table trend_table(const TableRequest& request) {
  const data::Dimension& dimension = required_dimension(
      *request.codebook, request.dimension.value_or(request.codebook->dimensions.front().id));
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const std::vector<CodeGroup> groups =
      top_code_groups(dimension, request.all_codes ? Binning::kNone : Binning::kAsInCodebook);
  const Failures failures = read_failures(*request.database, issues, dimension, groups);

  Table table{.id = "trend",
              .title = fmt::format("Failures by quarter and {}", to_lower(dimension.name))};
  table.columns = {{.id = "row", .label = "Quarter", .audience = Audience::kScreen},
                   {.id = "name", .label = "Quarter", .audience = Audience::kPrint},
                   {.id = "quarter", .label = "Quarter", .audience = Audience::kData},
                   {.id = "code", .label = dimension.name, .audience = Audience::kData}};
  add_issue_columns(table, issues.converters());
  table.columns.push_back({.id = "share",
                           .label = "Share",
                           .kind = ColumnKind::kShare,
                           .has_interval = true,
                           .share_of = ShareOf{.part = "total", .of_row_above = true}});

  if (failures.count > 0) {
    const auto counted =
        analysis::layered_counts(failures.quarters, failures.count, failures.codes, groups.size(),
                                 issues.converter_of(), issues.converters().size());
    const TrendBuilder builder(dimension, groups, counted.layers);
    builder.add_quarters(table, failures);
    builder.add_total(table, failures);
  }
  add_notes(table, issues, failures);
  return table;
}

}  // namespace faultline::reports
