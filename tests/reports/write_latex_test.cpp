#include "reports/write_latex.h"

#include <doctest/doctest.h>

#include <cstdint>

#include "example_table.h"

namespace faultline::reports {

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a group stands over its columns, counted with the columns of intervals") {
  const std::string written = write_latex(example_table());

  CHECK(contains(
      written, R"(\begin{tabular}{lrrrr@{ }lrr>{\raggedright\arraybackslash}p{0.50\linewidth}})"));
  CHECK(contains(written, R"( & \multicolumn{2}{c}{Crash} & \multicolumn{1}{c}{Wrong} & )"));
  CHECK(contains(written, R"(\cmidrule(lr){2-3}\cmidrule(lr){4-4}\cmidrule(lr){7-8})"));
}

TEST_CASE("a table without groups has one line of headings") {
  const std::string written = write_latex(small_table({{.values = {"a", std::int64_t{1}}}}));

  CHECK(contains(written, "\\toprule\n    Name & Value \\\\\n    \\midrule\n    a & 1 \\\\\n"));
  CHECK_FALSE(contains(written, "cmidrule"));
}

TEST_CASE("parts are indented and totals follow a rule") {
  const Table table = small_table({{.values = {"whole", std::int64_t{2}}},
                                   {.values = {"part", std::int64_t{1}}, .level = 1},
                                   {.values = {"Total", std::int64_t{2}}, .is_total = true},
                                   {.values = {"Of", std::int64_t{9}}, .is_total = true}});

  CHECK(contains(write_latex(table),
                 "    whole & 2 \\\\\n    \\quad part & 1 \\\\\n    \\midrule\n"
                 "    Total & 2 \\\\\n    Of & 9 \\\\\n    \\bottomrule\n"));
}

TEST_CASE("a value and its interval stand in two columns, a text spans both") {
  const Table table = small_table({{.values = {"a", Estimate{0.74, 0.675, 0.795}}},
                                   {.values = {"b", "50% & more"}},
                                   {.values = {"c", Value{}}}},
                                  ColumnKind::kShare);

  CHECK(contains(write_latex(table),
                 "    a & 74\\% & [68, 80] \\\\\n"
                 "    b & \\multicolumn{2}{r}{50\\% \\& more} \\\\\n"
                 "    c & n/a &  \\\\\n"));
}

TEST_CASE("a table longer than a page goes on over pages, with its headings on each") {
  std::vector<Row> rows(46, Row{.values = {"a", std::int64_t{1}}});

  const std::string written = write_latex(small_table(rows));
  rows.pop_back();

  CHECK(contains(written, "\\begin{longtable}{lr}"));
  CHECK(contains(written, "Name & Value \\\\\n    \\midrule\n    \\endhead\n"));
  CHECK_FALSE(contains(written, "\\begin{table}"));
  CHECK(contains(write_latex(small_table(rows)), "\\begin{table}"));
}

TEST_CASE("long texts count as the lines that they take, and their long words may be broken") {
  const std::string path = "/home/someone/a_folder/of/many/that/lead/to/the/place.cc:141";
  const std::vector<Row> rows(30, Row{.values = {path, std::int64_t{1}}});

  const std::string written = write_latex(small_table(rows));

  CHECK(contains(written, "\\begin{longtable}"));
  CHECK(contains(written, "/\\allowbreak{}home/\\allowbreak{}someone/\\allowbreak{}a\\_"));
}

TEST_CASE("an id of any form gives a label that LaTeX takes") {
  Table table = small_table({});
  table.id = "cause_{x}%";

  CHECK(contains(write_latex(table), "\\label{tab:cause--x--}"));
}

}  // namespace faultline::reports
