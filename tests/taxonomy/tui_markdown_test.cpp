#include "taxonomy/tui/markdown.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "styled_lines.h"
#include "support/hostile_text.h"

namespace faultline::taxonomy {

namespace {

using Lines = std::vector<std::string>;

Lines rendered(const std::string& source, int width = 40) {
  return plain_lines(render_markdown(source, width));
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

bool warns(const std::vector<StyledLine>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const StyledLine& line) {
    return std::any_of(line.spans.begin(), line.spans.end(),
                       [](const StyledSpan& span) { return span.style == Style::kWarning; });
  });
}

}  // namespace

TEST_CASE("headings keep their signs, and a line break is one") {
  const auto lines = render_markdown("## The *title*\nfirst\nsecond  \nthird\n\nSetext\n===\n", 40);

  CHECK(plain_lines(lines) ==
        Lines{"## The title", "", "first", "second", "third", "", "# Setext"});
  CHECK(styles_of(lines, "title") == std::vector{Style::kHeading});
}

TEST_CASE("lists are shown with bullets, numbers and tasks, nested ones indented") {
  CHECK(rendered("- one\n- two\n  1. three\n  2. four\n- [x] done\n- [ ] open\n") ==
        Lines{"• one", "• two", "  1. three", "  2. four", "• [x] done", "• [ ] open"});
  CHECK(rendered("7) seven\n\n8) eight\n") == Lines{"7. seven", "", "8. eight"});
  CHECK(rendered("- a long item that is wrapped\n", 16) ==
        Lines{"• a long item", "  that is", "  wrapped"});
  CHECK(rendered("-\n- b\n") == Lines{"• ", "• b"});
}

TEST_CASE("quotes have a bar before each line, also before blank ones") {
  const auto lines = render_markdown("> one\ntwo\n>\n> > deep\n", 40);

  CHECK(plain_lines(lines) == Lines{"│ one", "│ two", "│ ", "│ │ deep"});
  CHECK(styles_of(lines, "one") == std::vector{Style::kQuote});
}

TEST_CASE("code keeps its columns, and its lines go on behind a sign") {
  const auto lines = render_markdown("```python\nif x:\n\tcall(a,   b)\n\nend\n```\n", 12);

  CHECK(plain_lines(lines) ==
        Lines{"```python", "  if x:", "      call(a", "↳ ,   b)", "  ", "  end"});
  CHECK(source_lines(lines) == std::vector{1, 2, 3, 3, 4, 5});
  CHECK(rendered("    indented\n      more\n") == Lines{"  indented", "    more"});
}

TEST_CASE("inline code, struck text, links and images say what they are") {
  const auto lines = render_markdown(
      "use `a  b` not ~~c~~, **see** [this](http://x.org) ![plot](http://p.png)", 100);

  CHECK(plain_lines(lines) ==
        Lines{"use `a  b` not ~~c~~, see this (http://x.org) [image: plot http://p.png]"});
  CHECK(styles_of(lines, "`a") == std::vector{Style::kCode});
  CHECK(styles_of(lines, "c~~") == std::vector{Style::kStruck});
  CHECK(styles_of(lines, "see") == std::vector{Style::kStrong});
  CHECK(styles_of(lines, "(http") == std::vector{Style::kDim});
}

TEST_CASE(
    "a URL is shown once where the text is the link, and always where it only looks like it") {
  CHECK(rendered("see https://x.org/a, www.y.org and a@b.org", 80) ==
        Lines{"see https://x.org/a, www.y.org and a@b.org"});
  CHECK(rendered("[com](http://evil/com)", 80) == Lines{"com (http://evil/com)"});
  CHECK(rendered("[](http://x)", 80) == Lines{"http://x"});
}

TEST_CASE("raw HTML is the text it is") {
  CHECK(rendered("<details>\n<summary>Log</summary>\n</details>\n") ==
        Lines{"<details>", "<summary>Log</summary>", "</details>"});
  CHECK(rendered("a <b>c</b> &lt;") == Lines{"a <b>c</b> <"});
}

TEST_CASE("tables stand in columns, aligned as they say") {
  CHECK(rendered("| op | time | x |\n|:--|--:|:-:|\n| Conv | 1 | abc |\n| 漢字 | 22 |\n") ==
        Lines{"op   │ time │  x ", "─────┼──────┼────", "Conv │    1 │ abc", "漢字 │   22 │    "});
}

TEST_CASE(
    "a table that is too wide wraps its cells, and is plain text where even that is too wide") {
  const std::string table =
      "| operator | what happens |\n|---|---|\n| Conv | it is exported wrongly |\n";

  CHECK(rendered(table, 27) == Lines{"operator │ what happens    ", "─────────┼─────────────────",
                                     "Conv     │ it is exported  ", "         │ wrongly         "});
  CHECK(rendered(table, 12) ==
        Lines{"operator │", "what happens", "Conv │ it is", "exported", "wrongly"});
}

TEST_CASE("each line knows the line of the source that it begins with") {
  const std::string source =
      "[x]: http://a\n[y]: http://b\nfirst *em\nmore* `code\nspan` third\nfourth http://w.org/ "
      "and\n"
      "last\n\n> quote\n\n- item\n\n  more\n\n| a |\n|---|\n| 1 |\n| 2 |\n\n***\n<p>\nhtml\n";

  const auto lines = render_markdown(source, 60);

  CHECK(plain_lines(lines) == Lines{"first em",
                                    "more `code span` third",
                                    "fourth http://w.org/ and",
                                    "last",
                                    "",
                                    "│ quote",
                                    "",
                                    "• item",
                                    "  ",
                                    "  more",
                                    "",
                                    "a",
                                    "─",
                                    "1",
                                    "2",
                                    "",
                                    repeated("─", 60),
                                    "",
                                    "<p>",
                                    "html"});
  CHECK(source_lines(lines) ==
        std::vector{3, 4, 6, 7, 0, 9, 0, 11, 0, 13, 0, 15, 0, 17, 18, 0, 20, 0, 21, 22});
}

TEST_CASE("a wrapped line begins with the source line of its first word") {
  const auto lines = render_markdown("one two three four\nfive\n", 9);

  CHECK(plain_lines(lines) == Lines{"one two", "three", "four", "five"});
  CHECK(source_lines(lines) == std::vector{1, 1, 1, 2});
}

TEST_CASE("nesting is cut at a depth that leaves room, with a remark") {
  const auto lines = render_markdown(repeated("> ", 30) + "deep", 80);

  REQUIRE(lines.size() == 2);
  CHECK(warns(lines));
  CHECK(plain_text(lines[1]) == repeated("│ ", 10) + "deep");
  check_safe(lines, 80);
  check_safe(render_markdown(repeated("- ", 30) + "deep", 8), 8);
}

TEST_CASE("text that is made to be slow is shown as it was written, with a remark") {
  const std::vector<std::string> hostile = {
      repeated(">", 10'000) + " a",
      repeated("- ", 10'000) + "a\n" + repeated("\n", 100'000),
      std::string(1'000'000, 'a'),
      "[a]: " + std::string(100'000, 'u') + "\n\n" + repeated("[a]", 30'000),
      "http://a.b/" + std::string(100'000, ')'),
      repeated("|", 100'000) + "\n" + repeated("|-", 50'000),
      repeated("|a", 400) + "\n" + repeated("|-", 400) + "\n" + repeated("|\n", 100'000),
      repeated("a\n", 50'000) + repeated("|-\n", 30'000),
      repeated("a@", 100'000),
  };
  for (const std::string& source : hostile) {
    CAPTURE(source.substr(0, 20));
    const auto lines = render_markdown(source, 80);

    CHECK(styles_of({lines.front()}, "shown as it was written") == std::vector{Style::kWarning});
    check_safe(lines, 80);
  }
}

TEST_CASE("text as it was written keeps its lines, whatever ends them") {
  const auto lines = render_plain("one two\r\n\rthree\n", 5);

  CHECK(plain_lines(lines) == Lines{"one", "two", "", "three"});
  CHECK(source_lines(lines) == std::vector{1, 1, 0, 3});
}

TEST_CASE("control characters stay harmless also where entities write them") {
  CHECK(rendered("&#27;[31m &#x202E; `\x1B[2J`") ==
        Lines{"\xEF\xBF\xBD[31m \xEF\xBF\xBD `\xEF\xBF\xBD[2J`"});
  CHECK(rendered("[a](http://x/&#27;[2J)", 60) == Lines{"a (http://x/\xEF\xBF\xBD[2J)"});
}

TEST_CASE(
    "whatever a text holds, its lines fit the width, are UTF-8 and hold no control characters") {
  Random random(13);
  for (int i = 0; i < 3000; ++i) {
    const std::string source = test::hostile_text(random, random.below(80));
    const int width = 1 + static_cast<int>(random.below(60));

    CAPTURE(source);
    CAPTURE(width);
    check_safe(render_markdown(source, width), width);
    check_safe(render_plain(source, width), width);
  }
}

}  // namespace faultline::taxonomy
