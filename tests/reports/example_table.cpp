#include "example_table.h"

#include <cstdint>
#include <limits>

namespace faultline::reports {

namespace {

std::vector<Column> example_columns() {
  return {
      {.id = "code", .label = "Code", .audience = Audience::kScreen},
      {.id = "name", .label = "Cause", .audience = Audience::kPrint},
      {.id = "crash-torch", .label = "torch.onnx", .group = "Crash", .kind = ColumnKind::kCount},
      {.id = "crash-tf", .label = "tf2onnx", .group = "Crash", .kind = ColumnKind::kCount},
      {.id = "wrong-torch", .label = "torch.onnx", .group = "Wrong", .kind = ColumnKind::kCount},
      {.id = "share", .label = "Share", .kind = ColumnKind::kShare},
      {.id = "rho", .label = "rho", .group = "Change over releases", .kind = ColumnKind::kNumber},
      {.id = "p", .label = "p", .group = "Change over releases", .kind = ColumnKind::kProbability},
      {.id = "example", .label = "Example <b>"},
  };
}

Row example_row(std::string code, std::string name, std::vector<Value> numbers, std::string example,
                int level = 0) {
  Row row;
  row.values = {std::move(code), std::move(name)};
  row.values.insert(row.values.end(), numbers.begin(), numbers.end());
  row.values.emplace_back(std::move(example));
  row.level = level;
  return row;
}

std::int64_t count(std::int64_t number) { return number; }

}  // namespace

Table example_table() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Table table{
      .id = "cause/example",
      .title = "Causes & symptoms of 100% of the failures",
      .columns = example_columns(),
      .rows = {},
      .notes = {"Counts are of issues; shares carry a 95% Wilson interval (n = 200). A note may "
                "be long, and is then broken between its words.",
                "# not a heading, @nobody is told, #12 is no link; `x` | ~y~ $z$ ^w --"}};
  table.rows = {
      example_row("incompatibility", "Incompatibility",
                  {count(31), count(25), count(0), Estimate{0.28, 0.2225, 0.346}, -0.3574, 0.0004},
                  "</script><script>alert(1)</script>"),
      example_row("incompatibility/external", "External",
                  {count(17), count(9), count(-2), Estimate{0.145, 0.1029, 0.2005}, 0.529, 0.0449},
                  "=cmd|' /C calc'!A0", 1),
      example_row("incompatibility/resource", "Resource",
                  {Value{}, count(1), Value{}, Estimate{0.005, 0.0009, 0.0278}, nan, nan},
                  R"(\write18{x} \\[1em] \input{/etc/passwd} \end{tabular})", 1),
      example_row("type-problem", "Type problem",
                  {count(40), count(12), count(7), Estimate{1, 0.9812, 1}, 1.0, 1.0},
                  "\x1b[31mred\x1b[0m\x1b]0;title\a \xE2\x80\xAEover\nline"),
      example_row("other", "[Other] *",
                  {count(5), count(4), count(3), Value{}, std::string("not defined"), 0.0},
                  "\xF0\x9F\x98\x80 \xE5\xBD\xA2\xE7\x8A\xB6 e\xCC\x81 M\xC3\xBCller \xFF!"),
      example_row("total", "Total", {count(93), count(51), count(8), 1.0, Value{}, Value{}}, ""),
  };
  table.rows.back().is_total = true;
  return table;
}

Table small_table(std::vector<Row> rows, ColumnKind kind) {
  return {
      .id = "small",
      .title = "Small",
      .columns = {{.id = "name", .label = "Name"}, {.id = "value", .label = "Value", .kind = kind}},
      .rows = std::move(rows),
      .notes = {}};
}

}  // namespace faultline::reports
