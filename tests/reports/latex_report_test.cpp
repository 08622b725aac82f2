#include "reports/latex_report.h"

#include <doctest/doctest.h>

#include <iostream>

#include "base/file.h"
#include "example_table.h"
#include "reports/numbers.h"
#include "reports/write_latex.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace faultline::reports {

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

constexpr std::string_view kHostile =
    "\\input{/etc/passwd} ^^M %\n\n & # $x_1^2$ ~ { } \\end{document} \u0441\u0431\u043E\u0439 "
    "\U0001F600 \x01 [x] \\\\*";

/// More columns than a page is wide, and more rows than it is long.
Table large_table() {
  Table table{.id = "large", .title = std::string(kHostile)};
  for (int column = 0; column < 12; ++column) {
    table.columns.push_back({.id = "column" + std::to_string(column),
                             .label = "A long heading " + std::to_string(column),
                             .group = column < 6 ? "First" : std::string(kHostile)});
  }
  table.rows.push_back({.values = std::vector<Value>(12, std::string("\u0441"))});
  for (int row = 0; row < 120; ++row) {
    table.rows.push_back({.values = std::vector<Value>(12, std::string(kHostile).substr(0, 30))});
  }
  table.notes = {std::string(kHostile)};
  return table;
}

/// A report as `faultline report` lays it out, without figures' files.
void write_report(const std::filesystem::path& folder, const std::vector<Table>& tables,
                  const std::vector<Figure>& figures) {
  std::vector<NamedNumber> numbers;
  for (const Table& table : tables) {
    write_file(folder / "tables" / (table.id + ".tex"), write_latex(table));
  }
  const std::vector<std::string> drawn = draw(figures, FigureFormat::kPdf);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    write_file(folder / "figures" / (figures[i].id + ".pdf"), drawn[i]);
  }
  write_file(folder / "numbers.tex", write_numbers(named_numbers(tables.front())));
  write_file(folder / "report.tex", write_latex_report(kHostile, tables, figures));
}

}  // namespace

TEST_CASE("the LaTeX report names every figure and table, and those without rows in a sentence") {
  const Figure figure{.id = "stage", .caption = "50% & more", .data = small_table({})};
  Table empty = small_table({});
  empty.id = "problems";

  const std::string report = write_latex_report("A_study", {example_table(), empty}, {figure});

  CHECK(contains(report, "\\title{A\\_study}"));
  CHECK(contains(report, "\\input{numbers}"));
  CHECK(contains(report, "keepaspectratio]{figures/stage}"));
  CHECK(contains(report, "{50\\% \\& more}"));
  CHECK(contains(report, "\\input{tables/" + example_table().id + "}"));
  CHECK_FALSE(contains(report, "\\input{tables/problems}"));
  CHECK(contains(report, "no data for: problems."));
}

TEST_CASE("a table that is much wider than a page stands on its side") {
  const std::string report = write_latex_report("", {large_table()}, {});

  CHECK(contains(report, "\\begin{landscape}\n\\input{tables/large}\n\\end{landscape}"));
}

TEST_CASE("a report full of hostile texts compiles, twice to the same bytes") {
  if (test::run_program("pdflatex", {"--version"}).exit_code != 0) {
    std::cout << "skipped: pdflatex is not installed\n";
    return;
  }
  const test::TemporaryFolder folder;
  const Figure figure{.id = "stage",
                      .caption = std::string(kHostile),
                      .data = large_table(),
                      .plot = "set xrange [0:1]\nset yrange [0:1]\nplot NaN\n"};
  write_report(folder.path(), {example_table(), large_table()}, {figure});

  std::vector<std::string> compiled;
  for (int run = 0; run < 4; ++run) {
    const auto result = test::run_program(
        "pdflatex", {"-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "report"},
        {.folder = folder.path(), .environment = {{"HOME", folder.path().string()}}});
    CAPTURE(result.out);
    REQUIRE(result.exit_code == 0);
    CHECK_FALSE(contains(result.out, "undefined"));
    CHECK_FALSE(contains(result.out, "/etc/passwd)"));
    compiled.push_back(read_file(folder.path() / "report.pdf"));
  }

  // Lists and long tables settle within three runs.
  CHECK(compiled[2] == compiled[3]);
}

}  // namespace faultline::reports
