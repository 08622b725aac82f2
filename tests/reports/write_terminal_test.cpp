#include "reports/write_terminal.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

#include "base/text.h"
#include "example_table.h"

namespace faultline::reports {

namespace {

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (const std::string& line : split(text, '\n')) widest = std::max(widest, display_width(line));
  return widest;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// A text and so many counts, of which each needs eight columns.
Table table_of_counts(std::size_t counts) {
  Table table = small_table({});
  table.columns.resize(1);
  Row row{.values = {"a name"}};
  for (std::size_t i = 0; i < counts; ++i) {
    table.columns.push_back({.id = "c" + std::to_string(i),
                             .label = "count" + std::to_string(100 + i),
                             .group = i < counts / 2 ? "First" : "Second",
                             .kind = ColumnKind::kCount});
    row.values.emplace_back(static_cast<std::int64_t>(1000 + i));
  }
  table.rows = {row};
  return table;
}

}  // namespace

TEST_CASE("texts stand left and numbers right, by the width that is seen") {
  const Table table = small_table({{.values = {"\xE5\xBD\xA2\xE7\x8A\xB6", std::int64_t{5}}},
                                   {.values = {"e\xCC\x81", std::int64_t{12345}}},
                                   {.values = {"part", std::int64_t{1}}, .level = 1},
                                   {.values = {"Total", std::int64_t{7}}, .is_total = true}});

  CHECK(write_terminal(table) ==
        "Small\n"
        "\n"
        "Name    Value\n"
        "─────────────\n"
        "\xE5\xBD\xA2\xE7\x8A\xB6        5\n"
        "e\xCC\x81       12345\n"
        "  part      1\n"
        "─────────────\n"
        "Total       7\n");
}

TEST_CASE("values and intervals each stand under each other") {
  const Table table = small_table({{.values = {"a", Estimate{1, 0.975, 1}}},
                                   {.values = {"b", Estimate{0.05, 0.03, 0.09}}},
                                   {.values = {"c", Value{}}}},
                                  ColumnKind::kShare);

  const std::string written = write_terminal(table);

  CHECK(contains(written, "\na     100% [98, 100]\nb       5%    [3, 9]\nc      n/a\n"));
}

TEST_CASE("a group is written over its columns and between lines where there is room") {
  const std::string written = write_terminal(table_of_counts(4));

  CHECK(contains(written, "\n        ───── First ──────  ───── Second ─────\nName    count100"));
}

TEST_CASE("a long text is cut so that the table fits the terminal") {
  const Table table = small_table({{.values = {std::string(200, 'x'), std::int64_t{12345}}}});

  const std::string written = write_terminal(table, {.width = 40});

  CHECK(widest_line(written) == 40);
  CHECK(contains(written, "xxx…  12345\n"));
}

TEST_CASE("columns that do not fit go on in blocks that repeat the first column") {
  const Table table = table_of_counts(12);

  const std::string written = write_terminal(table, {.width = 40});

  CHECK(widest_line(written) <= 40);
  CHECK(std::ranges::count(split(written, '\n'), std::string()) == 5);
  for (const Column& column : table.columns) CHECK(contains(written, column.label));
  CHECK(contains(written, "\na name      1003      1004      1005\n"));
}

TEST_CASE("no width is overrun by a table of hostile texts") {
  for (std::size_t width = 40; width <= 200; ++width) {
    CAPTURE(width);

    const std::string written = write_terminal(example_table(), {.width = width});

    CHECK(widest_line(written) <= width);
  }
}

TEST_CASE("a number is never cut, however narrow the terminal") {
  const Table table = small_table({{.values = {"a long name", std::int64_t{1234567890}}}});

  CHECK(contains(write_terminal(table, {.width = 5}), "  1234567890\n"));
}

TEST_CASE("no control character of a text reaches the terminal") {
  const std::string written = write_terminal(example_table());

  CHECK_FALSE(contains(written, "\x1b"));
  CHECK_FALSE(contains(written, "\xE2\x80\xAE"));
}

TEST_CASE("colours are used only when asked for, and end on their line") {
  Table table = small_table({});
  table.notes = {"note"};

  CHECK(contains(write_terminal(table, {.colour = true}), "\x1b[1mSmall\x1b[0m\n"));
  CHECK(contains(write_terminal(table, {.colour = true}), "\x1b[2mnote\x1b[0m\n"));
  CHECK_FALSE(contains(write_terminal(table), "\x1b"));
}

TEST_CASE("notes are broken between words, and commands in them stay whole") {
  Table table = small_table({});
  table.notes = {"one two three https://example.org/a/long/address"};

  CHECK(contains(write_terminal(table, {.width = 12}),
                 "\none two\n  three\n  https://example.org/a/long/address\n"));
}

TEST_CASE("a column is shown to the audience it is for") {
  const std::string written = write_terminal(example_table());

  CHECK(contains(written, "Code "));
  CHECK_FALSE(contains(written, "Cause "));
}

TEST_CASE("a table without columns is its title and notes") {
  CHECK(write_terminal({.id = "none", .title = "Nothing", .notes = {"yet"}}) == "Nothing\n\nyet\n");
}

}  // namespace faultline::reports
