#include "reports/write_markdown.h"

#include <doctest/doctest.h>

#include <cstdint>

#include "example_table.h"

namespace faultline::reports {

TEST_CASE("markup, HTML and the bars of tables are shown as text") {
  CHECK(escape_markdown("<img src=x onerror=1> & |") == "&lt;img src=x onerror=1&gt; &amp; \\|");
  CHECK(escape_markdown("`a` *b* _c_ [d](e) ~f~ $g$ \\") ==
        "\\`a\\` \\*b\\* \\_c\\_ \\[d\\](e) \\~f\\~ \\$g\\$ \\\\");
}

TEST_CASE("what would begin a block at the start of a line is escaped there only") {
  CHECK(escape_markdown("- a - b") == "\\- a - b");
  CHECK(escape_markdown("# a # b") == "\\# a # b");
  CHECK(escape_markdown("12. a") == "12\\. a");
  CHECK(escape_markdown("3) a") == "3\\) a");
  CHECK(escape_markdown("    + code") == "\\+ code");
  CHECK(escape_markdown("1.5 a") == "1\\.5 a");
}

TEST_CASE("nobody is notified and no issue is linked") {
  CHECK(escape_markdown("@user a@b #12") == "@<!-- -->user a@<!-- -->b #<!-- -->12");
  CHECK(escape_markdown("@ # x") == "@ # x");
}

TEST_CASE("a text is one line without control characters") {
  CHECK(escape_markdown("a\r\nb\x1b[0m") == "a  b\xEF\xBF\xBD\\[0m");
}

TEST_CASE("groups are folded into headings, parts indented, totals bold") {
  Table table = small_table({{.values = {"whole", std::int64_t{2}}},
                             {.values = {"part", std::int64_t{1}}, .level = 1},
                             {.values = {"Total", Value{}}, .is_total = true}});
  table.columns[1].group = "Crash";
  table.notes = {"a note"};

  CHECK(write_markdown(table) ==
        "### Small\n"
        "\n"
        "| Name | Crash: Value |\n"
        "| :--- | ---: |\n"
        "| whole | 2 |\n"
        "| &emsp;part | 1 |\n"
        "| **Total** | **n/a** |\n"
        "\n"
        "- a note\n");
}

}  // namespace faultline::reports
