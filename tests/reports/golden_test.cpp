#include "support/golden.h"

#include <doctest/doctest.h>

#include "example_table.h"
#include "reports/numbers.h"
#include "reports/writer.h"

namespace faultline::reports {

TEST_CASE("a table with everything in it is written in every format as it was found right") {
  const Table table = example_table();

  for (const FormatInfo& format : formats()) {
    CAPTURE(format.name);
    const std::string file = "reports/golden/example";
    check_golden(write(table, format.format), file + std::string(format.extension));
  }
}

TEST_CASE("a table on a wide terminal with colours is written as it was found right") {
  const std::string written = write_terminal(example_table(), {.width = 140, .colour = true});

  check_golden(written, "reports/golden/example-wide.txt");
}

TEST_CASE("a table's numbers are named as they were found right") {
  const std::string written = write_numbers(named_numbers(example_table()));

  check_golden(written, "reports/golden/example-numbers.tex");
}

TEST_CASE("a difference is shown by its line, with what stands before it and a mark below it") {
  const std::string difference =
      first_difference("one\ntwo\nthree\nfour\n", "one\ntwo\nthrow\nfour\n");

  CHECK(difference ==
        "line 3 differs, of 5 lines expected and 5 written\n"
        "            one\n"
        "            two\n"
        "  expected: three\n"
        "    actual: throw\n"
        "               ^\n");
}

TEST_CASE("a difference that would not be seen is shown as escapes") {
  const std::string difference = first_difference("caf\xC3\xA9", "caf\x1b[1m");

  CHECK(difference ==
        "line 1 differs, of 1 lines expected and 1 written\n"
        "  expected: caf\\xC3\\xA9\n"
        "    actual: caf\\x1B[1m\n"
        "               ^\n");
}

TEST_CASE("a text that only ends earlier differs, and texts that are the same do not") {
  CHECK(first_difference("a\nb", "a").find("    actual: (the text ends)") != std::string::npos);
  CHECK(first_difference("a\nb", "a\nb").empty());
}

}  // namespace faultline::reports
