#include "reports/write_html.h"

#include <doctest/doctest.h>

#include <string>

#include "example_table.h"

namespace faultline::reports {

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("texts of any origin are shown in HTML as text, in cells, titles, headings and notes") {
  Table table = small_table({{.values = {"<img src=x onerror=\"a\">", std::string("a & b")}}},
                            ColumnKind::kText);
  table.title = "</h3><script>";
  table.columns.front().label = "<b>";
  table.notes = {"`<i>` and </ul>"};

  const std::string html = write_html(table);

  CHECK(holds(html, "<th scope=\"row\">&lt;img src=x onerror=&quot;a&quot;&gt;</th>"));
  CHECK(holds(html, "<td>a &amp; b</td>"));
  CHECK(holds(html, ">&lt;/h3&gt;&lt;script&gt;</h3>"));
  CHECK(holds(html, "<th scope=\"col\">&lt;b&gt;</th>"));
  CHECK(holds(html, "<li><code>&lt;i&gt;</code> and &lt;/ul&gt;</li>"));
}

TEST_CASE("control, invisible and broken characters are replaced in HTML") {
  CHECK(escape_html("\x1B[31m \xE2\x80\xAE'x' \xFF\n") ==
        "\xEF\xBF\xBD[31m \xEF\xBF\xBD&#39;x&#39; \xEF\xBF\xBD ");
}

TEST_CASE("a lone backtick in a note stays as it is") {
  Table table = small_table({{.values = {"a", std::string("b")}}}, ColumnKind::kText);
  table.notes = {"one ` only"};

  CHECK(holds(write_html(table), "<li>one ` only</li>"));
}

TEST_CASE(
    "a share's interval stands in HTML as numbers and as a drawing, a difference's as numbers") {
  const auto drawn = [](const Estimate& estimate) {
    return write_html(small_table({{.values = {"a", estimate}}}, ColumnKind::kShare));
  };

  CHECK(holds(drawn({.value = 0.74, .low = 0.68, .high = 0.8}),
              "<span class=\"value\">74%</span> <span class=\"interval\">[68, 80]</span><svg"));
  CHECK(holds(drawn({.value = 0.74, .low = 0.68, .high = 0.8}), "d=\"M40.8 4H48.0\""));
  CHECK(!holds(drawn({.value = 0.1, .low = -0.1, .high = 0.2}), "<svg"));
}

TEST_CASE("a table without rows is its title and its notes") {
  Table table = small_table({}, ColumnKind::kCount);
  table.notes = {"Nothing yet."};

  const std::string html = write_html(table);

  CHECK(!holds(html, "<table"));
  CHECK(holds(html, "Small</h3>"));
  CHECK(holds(html, "<li>Nothing yet.</li>"));
}

TEST_CASE("nothing in a table's HTML needs a style attribute or a script") {
  const std::string html = write_html(example_table());

  CHECK(!holds(html, "style="));
  CHECK(!holds(html, "<script"));
  CHECK(!holds(html, " onclick"));
}

}  // namespace faultline::reports
