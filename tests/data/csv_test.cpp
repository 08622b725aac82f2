#include "data/csv.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "support/temporary_folder.h"

namespace faultline::data {

namespace {

using Fields = std::vector<std::string>;

Fields fields_of(const CsvRow& row) {
  Fields fields;
  for (std::size_t column = 0; column < row.size(); ++column) fields.emplace_back(row[column]);
  return fields;
}

std::vector<Fields> rows_of(const CsvTable& table) {
  std::vector<Fields> rows;
  for (const CsvRow row : table) rows.push_back(fields_of(row));
  return rows;
}

Error error_of(std::string_view content) {
  try {
    (void)parse_csv(content, "t.csv");
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error for: " << content);
  return Error("");
}

std::string place_of(const Error& error) { return to_string(error.place().value()); }

/// A text of letters that matter to CSV, quotes, spreadsheets and UTF-8.
std::string random_text(Random& random, std::size_t longest) {
  constexpr std::array<std::string_view, 16> kPieces = {"'",  "=",    "+",        "-", "@", "\t",
                                                        "\r", "\n",   "\"",       ",", ";", "a",
                                                        " ",  "\r\n", "\xC3\xA9", "''"};
  std::string text;
  for (std::uint64_t left = random.below(longest + 1); left > 0; --left) {
    text += kPieces[random.below(kPieces.size())];
  }
  return text;
}

}  // namespace

TEST_CASE("a table is its header and its rows, each with the line on which it begins") {
  const CsvTable table = parse_csv("issue,code\n17,crash\n18,hang\n", "t.csv");

  CHECK(table.header() == Fields{"issue", "code"});
  CHECK(table.column("code") == 1);
  CHECK_FALSE(table.column("Code").has_value());
  CHECK(table.row_count() == 2);
  CHECK(fields_of(table.row(1)) == Fields{"18", "hang"});
  CHECK(table.row(0).line() == 2);
  CHECK(table.row(1).line() == 3);
}

TEST_CASE("quoted fields hold delimiters, doubled quotes and line breaks of every kind") {
  const CsvTable table =
      parse_csv("a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n\"1\n2\",\"3\r\n4\r5\"\r\nlast,row", "t.csv");

  CHECK(rows_of(table) ==
        std::vector<Fields>{{"x,y", "say \"no\""}, {"1\n2", "3\r\n4\r5"}, {"last", "row"}});
  CHECK(table.row(1).line() == 3);
  CHECK(table.row(2).line() == 7);
}

TEST_CASE("blanks belong to their field") {
  const CsvTable table = parse_csv("a,b,c\n x , \t,\" y \"\n", "t.csv");

  CHECK(rows_of(table) == std::vector<Fields>{{" x ", " \t", " y "}});
}

TEST_CASE("lines end with LF, CRLF or CR, the last with or without it") {
  const std::vector<Fields> expected = {{"1", "2"}, {"3", ""}};

  for (const std::string line_break : {"\n", "\r\n", "\r"}) {
    std::string unfinished = "a,b";
    unfinished.append(line_break).append("1,2").append(line_break).append(line_break).append("3,");
    for (const std::string& content : {unfinished, unfinished + line_break}) {
      const CsvTable table = parse_csv(content, "t.csv");

      CHECK(rows_of(table) == expected);
      CHECK(table.row(1).line() == 4);
    }
  }
}

TEST_CASE("empty lines are skipped and counted, a quoted empty field is a row") {
  const CsvTable table = parse_csv("\n\na\n\n1\n\"\"\n\n\n2\n\n", "t.csv");

  CHECK(rows_of(table) == std::vector<Fields>{{"1"}, {""}, {"2"}});
  CHECK(table.row(0).line() == 5);
  CHECK(table.row(2).line() == 9);
}

TEST_CASE("a byte order mark is not part of the first name") {
  const CsvTable table = parse_csv("\xEF\xBB\xBF\"a\",b\n1,\xC3\xA9\n", "t.csv");

  CHECK(table.header() == Fields{"a", "b"});
  CHECK(table.row(0)[1] == "\xC3\xA9");
}

TEST_CASE("a byte order mark elsewhere is text, and stays so where it is written first") {
  const CsvTable table = parse_csv(
      "\n\xEF\xBB\xBF"
      "a\n1\n",
      "t.csv");
  REQUIRE(table.header() == Fields{"\xEF\xBB\xBF"
                                   "a"});

  std::string written;
  append_csv_row(written, table.header());

  CHECK(parse_csv(written, "t.csv").header() == table.header());
}

TEST_CASE("a header without rows is a table") {
  CHECK(parse_csv("a,b\n", "t.csv").row_count() == 0);
  CHECK(parse_csv("a,b", "t.csv").header() == Fields{"a", "b"});
}

TEST_CASE("the delimiter is a semicolon or a tab where the header has that and no comma") {
  CHECK(parse_csv("a;b\n1,5;2\n", "t.csv").delimiter() == ';');
  CHECK(parse_csv("a\tb\n1;5\t2,3\n", "t.csv").delimiter() == '\t');
  CHECK(parse_csv("a,b;c\n1,2\n", "t.csv").delimiter() == ',');
  CHECK(parse_csv("a\n1\n", "t.csv").delimiter() == ',');
  CHECK(parse_csv("\"a,x\ny\";b\n1;2\n", "t.csv").header() == Fields{"a,x\ny", "b"});
  CHECK(parse_csv("\"a;x\"\n1\n", "t.csv").header() == Fields{"a;x"});
  CHECK(parse_csv("a;b\n1;2\n", "t.csv", ',').header() == Fields{"a;b"});
}

TEST_CASE("every row with another number of fields than the header is reported with its line") {
  const Error error = error_of("a,b\n1\n\"x\ny\",2\n1,2,3\n");

  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(place_of(error) == "t.csv:2");
  CHECK(error.reasons() ==
        std::vector<std::string>{"the row on line 2 has 1", "the row on line 5 has 3"});
}

TEST_CASE("of very many bad rows the first are named and the others counted") {
  std::string bad_rows = "a,b\n";
  for (std::size_t i = 0; i < kMostNamedRows + 2; ++i) bad_rows += i % 2 == 0 ? "1\n" : "1,2,3\n";

  const Error error = error_of(bad_rows);

  CHECK(error.message() ==
        "1002 of the rows do not have as many fields as the header, which has 2");
  CHECK(error.reasons().size() == kMostNamedRows + 1);
  CHECK(error.reasons().back() == "2 rows after these are wrong, too");
}

TEST_CASE("a header may have as many columns as a sheet, and no more") {
  std::string header = "c0";
  for (std::size_t i = 1; i < kMostCsvColumns; ++i) header += ",c" + std::to_string(i);

  CHECK(parse_csv(header + "\n", "t.csv").header().size() == kMostCsvColumns);
  CHECK(error_of(header + ",more\n").message() == "the CSV file has too many columns");
}

TEST_CASE("a quote that is never closed is reported where it opened") {
  CHECK(place_of(error_of("a,b\n1,\"2\"\n3,\"4\n5,6\n7,8\n")) == "t.csv:3");
  CHECK(place_of(error_of("a,b\n\"1\n2\",\"3\n")) == "t.csv:3");
}

TEST_CASE("a quote where none may stand is reported with its field's line") {
  CHECK(place_of(error_of("a,b\n1,2\n3,5\" disk\n")) == "t.csv:3");
  CHECK(place_of(error_of("a,b\n1,\"x\"y\n")) == "t.csv:2");
}

TEST_CASE("a file without a header is refused") {
  for (const std::string_view content : {"", "\n\r\n\n", "\xEF\xBB\xBF"}) {
    CHECK(error_of(content).message() == "the CSV file has no header");
  }
}

TEST_CASE("names of columns that are empty or occur twice are reported together") {
  const Error error = error_of("a,,b,a, \n1,2,3,4,5\n");

  CHECK(place_of(error) == "t.csv:1");
  CHECK(error.reasons() == std::vector<std::string>{"column 2 has no name",
                                                    "column 4 is called 'a' again",
                                                    "column 5 has no name"});
}

TEST_CASE("UTF-16 and UTF-32 are refused by name, with and without byte order mark") {
  const std::vector<std::string> utf16 = {std::string("\xFF\xFE"
                                                      "a\0,\0",
                                                      6),
                                          std::string("\xFE\xFF\0a\0,", 6),
                                          std::string("a\0,\0", 4), std::string("\0a\0,", 4)};
  const std::vector<std::string> utf32 = {std::string("\xFF\xFE\0\0a\0\0\0", 8),
                                          std::string("\0\0\xFE\xFF\0\0\0a", 8),
                                          std::string("a\0\0\0", 4), std::string("\0\0\0a", 4)};

  for (const std::string& content : utf16) {
    CHECK(error_of(content).message() == "the file is UTF-16; UTF-8 is needed");
  }
  for (const std::string& content : utf32) {
    CHECK(error_of(content).message() == "the file is UTF-32; UTF-8 is needed");
  }
}

TEST_CASE("bytes that are not UTF-8 are refused with their line") {
  CHECK(place_of(error_of("a,b\r\n\xC3\xA9,1\r\ncaf\xE9,2\r\n")) == "t.csv:3");
  CHECK(place_of(error_of("\xE9")) == "t.csv:1");
}

TEST_CASE("NUL bytes are refused with their line") {
  CHECK(place_of(error_of(std::string_view("a,b\n1,2\n3,\0\n", 12))) == "t.csv:3");
}

TEST_CASE("a file on disk is read, one above the limit is refused unread") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "labels.csv";
  write_file(path, "a,b\n1,2\n");

  CHECK(rows_of(read_csv(path)) == std::vector<Fields>{{"1", "2"}});

  std::filesystem::resize_file(path, kLargestCsv + 1);
  CHECK_THROWS_WITH_AS((void)read_csv(path), "the CSV file is too large", Error);
  CHECK_THROWS_AS((void)read_csv(folder.path() / "absent.csv"), Error);
}

TEST_CASE("whatever is written is read back as it was") {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const std::size_t width = 1 + random.below(4);
    Fields header;
    for (std::size_t column = 0; column < width; ++column) {
      header.push_back("c" + std::to_string(column) + random_text(random, 5));
    }
    std::vector<Fields> rows(random.below(5), Fields(width));
    for (Fields& row : rows) {
      for (std::string& field : row) field = random_text(random, 6);
    }

    std::string written;
    append_csv_row(written, header);
    for (const Fields& row : rows) append_csv_row(written, row);
    const CsvTable table = parse_csv(written, "t.csv");

    CHECK(table.header() == header);
    CHECK(rows_of(table) == rows);
  }
}

TEST_CASE("fields are quoted only where they need it") {
  std::string written;

  append_csv_row(written, Fields{"plain text", "a,b", "say \"no\"", "", "two\nlines"});

  CHECK(written == "plain text,\"a,b\",\"say \"\"no\"\"\",,\"two\nlines\"\n");
}

TEST_CASE("texts that a spreadsheet would run as a formula get an apostrophe") {
  for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r", "'=1", "'''-"}) {
    CHECK(protect_from_formulas(text) == "'" + text);
    CHECK(unprotect_from_formulas("'" + text) == text);
  }
  CHECK(unprotect_from_formulas("=1+1") == "=1+1");
  for (const std::string text : {"", "a=1", "'", "'a", "''", " =1", "1-1"}) {
    CHECK(protect_from_formulas(text) == text);
    CHECK(unprotect_from_formulas(text) == text);
  }
}

TEST_CASE("the protection from formulas is taken away without a trace from every text") {
  Random random(2);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = random_text(random, 5);

    const std::string harmless = protect_from_formulas(text);

    CHECK(unprotect_from_formulas(harmless) == text);
    CHECK(std::string_view("=+-@\t\r").find(harmless.empty() ? 'a' : harmless.front()) ==
          std::string_view::npos);
  }
}

}  // namespace faultline::data
