#include <doctest/doctest.h>

#include "support/labelling_fixture.h"
#include "taxonomy/tui/evidence.h"
#include "taxonomy/tui/line_editor.h"
#include "taxonomy/tui/thread_view.h"

namespace faultline::taxonomy {

namespace {

StyledLine line(const std::string& part, std::optional<int> source_line,
                const std::string& text = "text") {
  return {.spans = {{text, Style::kPlain}}, .source_line = source_line, .part = part};
}

}  // namespace

TEST_CASE("a line of text is typed, moved in and deleted by whole characters") {
  LineEditor editor("a");
  for (const char* key : {"\u00E4", "Space", "\u65E5", "Left", "Left", "Left", "Delete", "x"}) {
    CHECK(editor.press(key));
  }
  CHECK(editor.text() == "ax \u65E5");
  for (const char* key : {"End", "Backspace", "Home", "Right", "Backspace"}) editor.press(key);
  CHECK(editor.text() == "x ");
  CHECK_FALSE(editor.press("F1"));
  editor.press("Ctrl-U");
  CHECK(editor.text().empty());
}

TEST_CASE("evidence is written and read back, and text of another kind is kept") {
  const std::vector<EvidenceMark> marks{{"body", 3, 4}, {"comment 3", 7, 7}, {"fix 2", 0, 0}};

  CHECK(to_text(marks) == "body:3-4; comment 3:7; fix 2");
  CHECK(parse_evidence(to_text(marks)) == marks);
  CHECK(to_text(parse_evidence("see https://x.org:80/a; 4:3-2")) ==
        "see https://x.org:80/a; 4:3-2");
}

TEST_CASE("lines of the screen become one mark for each part that they show") {
  const std::vector<StyledLine> lines{line("body", 2),       line("", {}),
                                      line("body", 4),       line("comment 1", {}),
                                      line("comment 2", {}), line("comment 2", 1)};

  const std::vector<EvidenceMark> marks = marks_of(lines);

  CHECK(to_text(marks) == "body:2-4; comment 1; comment 2:1");
  CHECK(is_marked(line("body", 3), marks));
  CHECK_FALSE(is_marked(line("body", 5), marks));
  CHECK(is_marked(line("comment 1", 9), marks));
  CHECK_FALSE(is_marked(line("", {}), marks));
}

TEST_CASE("a thread scrolls within its ends and keeps its text when its width changes") {
  ThreadView view;
  std::vector<StyledLine> lines;
  for (int i = 1; i <= 20; ++i) lines.push_back(line("body", i));
  view.show(lines);
  view.set_height(5);
  view.move(-3);
  CHECK(view.top() == 0);
  view.move(100);
  CHECK(view.top() == 15);
  CHECK(view.percent_seen() == 100);
  view.move(-5);

  std::vector<StyledLine> narrow;
  for (int i = 1; i <= 20; ++i) {
    narrow.push_back(line("body", i));
    narrow.push_back(line("body", i));
  }
  view.renew(narrow);

  CHECK(view.lines()[view.top()].source_line == 11);
}

TEST_CASE("codes are found by parts of names, ids and aliases") {
  const data::Codebook codebook = test::keyed_codebook();

  CHECK(search_codes(codebook, "").size() == 6);
  CHECK(search_codes(codebook, "TRAC") == std::vector<CodePlace>{{0, 0}});
  CHECK(search_codes(codebook, "tensor typ") == std::vector<CodePlace>{{1, 1}});
  CHECK(search_codes(codebook, "problem").size() == 2);
  CHECK(search_codes(codebook, "nothing").empty());
}

}  // namespace faultline::taxonomy
