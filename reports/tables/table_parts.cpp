#include "reports/tables/table_parts.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "analysis/proportion.h"
#include "base/error.h"
#include "base/text.h"
#include "reports/format_value.h"

namespace faultline::reports {

const data::Dimension& required_dimension(const data::Codebook& codebook, const std::string& id) {
  if (const data::Dimension* dimension = codebook.find(id)) return *dimension;
  throw Error(fmt::format("the codebook '{}' has no dimension '{}'", codebook.name, id))
      .help("this table needs it; `faultline table` lists the others");
}

Value share_value(std::int64_t count, std::int64_t of) {
  const analysis::Proportion share = analysis::proportion(count, of);
  if (!share.share || !share.interval) return {};
  return Estimate{*share.share, share.interval->low, share.interval->high};
}

std::string p_text(double p) {
  const std::string text = format_value(p, ColumnKind::kProbability);
  return text.starts_with("<") ? "p < " + text.substr(1) : "p = " + text;
}

namespace {

/// The options that lead to the issues of a cell, as one types them; no value where it counts none.
std::optional<std::string> cell_command(const Table& table, const Row& row, std::size_t column) {
  const auto* count = std::get_if<std::int64_t>(&row.values[column]);
  if (!row.leads_to_issues || !table.columns[column].counts_issues || count == nullptr ||
      *count == 0)
    return std::nullopt;
  std::vector<std::string> options = row.where;
  const std::vector<std::string>& more = table.columns[column].where;
  options.insert(options.end(), more.begin(), more.end());
  for (std::string& option : options) option = shell_word(option);
  return fmt::format("`faultline issues {}` lists the {} {}", join(options, " "), *count,
                     *count == 1 ? "issue" : "issues");
}

}  // namespace

void add_issue_columns(Table& table, const std::vector<std::string>& converters) {
  for (const std::string& converter : converters) {
    table.columns.push_back({.id = converter,
                             .label = converter,
                             .kind = ColumnKind::kCount,
                             .where = {"--converter", converter},
                             .counts_issues = true});
  }
  table.columns.push_back(
      {.id = "total", .label = "Total", .kind = ColumnKind::kCount, .counts_issues = true});
}

void add_label_notes(Table& table, const LabelledIssues& issues, std::int64_t unlabelled) {
  table.notes.push_back(fmt::format("Labels of {}.", issues.raters().description));
  if (unlabelled > 0) {
    table.notes.push_back(fmt::format("{} {} without such a label, not counted.", unlabelled,
                                      unlabelled == 1 ? "issue is" : "issues are"));
  }
  add_example(table);
}

void add_example(Table& table) {
  for (const Row& row : table.rows) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const auto command = cell_command(table, row, column);
      if (!command) continue;
      table.notes.push_back(fmt::format("Every count can be opened, for example: {}.", *command));
      return;
    }
  }
}

}  // namespace faultline::reports
