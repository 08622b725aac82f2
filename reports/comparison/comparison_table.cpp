#include "reports/comparison/comparison_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/paired.h"
#include "base/text.h"
#include "reports/format_value.h"
#include "reports/tables/independence.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

void add_side_columns(Table& table, const std::string& id, const ComparedSide& side,
                      bool counts_all) {
  const std::string group = fmt::format("{}: {}", id == "a" ? "A" : "B", printable(side.name));
  // Where only shared issues count, no command lists just these.
  const bool can_open = side.where && counts_all;
  table.columns.push_back({.id = id,
                           .label = "Failures",
                           .group = group,
                           .kind = ColumnKind::kCount,
                           .where = can_open ? *side.where : std::vector<std::string>(),
                           .counts_issues = can_open});
  table.columns.push_back({.id = id + "_share",
                           .label = "Share",
                           .group = group,
                           .kind = ColumnKind::kShare,
                           .has_interval = true});
}

Value optional_count(std::optional<std::int64_t> count) { return count ? Value(*count) : Value(); }
Value optional_number(std::optional<double> number) { return number ? Value(*number) : Value(); }

Value optional_share(std::optional<std::int64_t> count, std::int64_t of) {
  return count ? share_value(*count, of) : Value();
}

Row code_row(const ComparedCode& code, const ComparedDimension& dimension) {
  Row row{.values = {code.id, code.name},
          .where = {"--where", fmt::format("{}={}", dimension.id, code.id)},
          .level = code.level};
  row.values.push_back(optional_count(code.a));
  row.values.push_back(optional_share(code.a, dimension.of_a));
  row.values.push_back(optional_count(code.b));
  row.values.push_back(optional_share(code.b, dimension.of_b));
  row.values.push_back(
      code.difference && code.interval
          ? Value(Estimate{*code.difference, code.interval->low, code.interval->high})
          : Value());
  row.values.push_back(optional_number(code.p));
  row.values.push_back(optional_number(code.p_holm));
  row.values.emplace_back(code.test);
  return row;
}

Row total_row(const ComparedDimension& dimension) {
  const auto all = [](std::int64_t of) { return of == 0 ? Value() : Value(1.0); };
  return {
      .values = {std::string("total"), std::string("Total"), dimension.of_a, all(dimension.of_a),
                 dimension.of_b, all(dimension.of_b), Value(), Value(), Value(), std::string()},
      .where = {"--where", fmt::format("{}=any", dimension.id)},
      .is_total = true};
}

std::string symmetry_note(const analysis::ContingencyTable& table) {
  const analysis::SymmetryTest test = analysis::bowker(table);
  if (!test.p) return "All codes together: no code was exchanged for another.";
  return fmt::format(
      "All codes together: Bowker's test of symmetry, chi-square {} with {} degrees of freedom, p "
      "{}.",
      format_value(*test.statistic, ColumnKind::kNumber), test.df,
      format_value(*test.p, ColumnKind::kProbability));
}

std::string overall_note(const ComparedDimension& dimension, std::uint64_t seed) {
  if (!dimension.overall) {
    return "All codes together were not tested: one side does not tell all of them apart.";
  }
  if (dimension.paired) return symmetry_note(*dimension.overall);
  return independence_note(*dimension.overall, seed,
                           {.scope = " of code and side, all codes together", .item = "issue"});
}

void add_design_notes(Table& table, const ComparedDimension& dimension) {
  if (dimension.paired) {
    table.notes.push_back(fmt::format(
        "The samples are paired: both sides have codes for the same {} {}, and only these count. "
        "Left out: {} of A alone and {} of B alone.",
        dimension.shared, dimension.shared == 1 ? "issue" : "issues", dimension.left_out_a,
        dimension.left_out_b));
  } else if (dimension.shared > 0) {
    table.notes.push_back(fmt::format(
        "{} {} on both sides; the tests take the samples as independent, so they are approximate.",
        dimension.shared, dimension.shared == 1 ? "issue stands" : "issues stand"));
  } else {
    table.notes.emplace_back("The samples are taken as independent.");
  }
  table.notes.push_back(
      fmt::format("Differences are B minus A in points, with Newcombe's 95% interval{}. p-values "
                  "are adjusted by "
                  "Holm's method over the dimension's codes; parts of a code are not tested.",
                  dimension.paired ? " for paired shares" : ""));
}

void add_unknown_codes(Table& table, const ComparedSide& side, const std::string& dimension,
                       char letter) {
  const std::int64_t unknown = side.dimensions.at(dimension).unknown_codes;
  if (unknown == 0) return;
  table.notes.push_back(fmt::format(
      "Not counted in {}: {} with a code that the codebook does not have.", letter, unknown));
}

}  // namespace

Table comparison_table(const ComparedSide& a, const ComparedSide& b,
                       const ComparedDimension& dimension, std::uint64_t seed) {
  Table table{.id = "compare-" + dimension.id,
              .title = fmt::format("{} of failures: A and B", dimension.name)};
  table.columns = {{.id = "code", .label = dimension.name, .audience = Audience::kScreen},
                   {.id = "name", .label = dimension.name, .audience = Audience::kPrint}};
  add_side_columns(table, "a", a, dimension.left_out_a == 0);
  add_side_columns(table, "b", b, dimension.left_out_b == 0);
  table.columns.push_back({.id = "difference",
                           .label = "Difference",
                           .kind = ColumnKind::kShare,
                           .has_interval = true});
  table.columns.push_back({.id = "p", .label = "p", .kind = ColumnKind::kProbability});
  table.columns.push_back({.id = "p_holm", .label = "p (Holm)", .kind = ColumnKind::kProbability});
  table.columns.push_back({.id = "test", .label = "Test"});
  for (const ComparedCode& code : dimension.codes) {
    table.rows.push_back(code_row(code, dimension));
  }
  table.rows.push_back(total_row(dimension));

  table.notes.push_back(comparison_words(a, b, dimension));
  table.notes.push_back(fmt::format("A is {}: {}.", printable(a.name), a.description));
  table.notes.push_back(fmt::format("B is {}: {}.", printable(b.name), b.description));
  table.notes.push_back(overall_note(dimension, seed));
  add_design_notes(table, dimension);
  add_unknown_codes(table, a, dimension.id, 'A');
  add_unknown_codes(table, b, dimension.id, 'B');
  add_example(table);
  return table;
}

}  // namespace faultline::reports
