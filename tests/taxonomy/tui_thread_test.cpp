#include "taxonomy/tui/thread.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "styled_lines.h"
#include "support/hostile_text.h"

namespace faultline::taxonomy {

namespace {

using Lines = std::vector<std::string>;

data::CollectedIssue example() {
  return {.number = 1723,
          .title = "Resize gives another result",
          .body = "It **fails**:\n\n```\nRuntimeError\n```\n",
          .state = "closed",
          .state_reason = "completed",
          .author = "ann",
          .url = "https://github.com/onnx/tensorflow-onnx/issues/1723",
          .created_at = "2022-05-04T10:20:30Z",
          .updated_at = "2022-06-01T00:00:00Z",
          .closed_at = "2022-05-20T08:00:00Z",
          .labels = {"bug", "module: onnx"},
          .comments = {{1, "bob", "2022-05-05T11:00:00Z", "2022-05-06T11:00:00Z", "Which opset?"},
                       {2, {}, "2022-05-07T12:00:00Z", {}, "Opset\n13."}},
          .timeline = {{.event = "labeled",
                        .actor = "bob",
                        .created_at = "2022-05-05T11:01:00Z",
                        .label = "bug"},
                       {.event = "closed",
                        .actor = "bob",
                        .created_at = "2022-05-20T08:00:00Z",
                        .source_kind = "pull-request",
                        .source_repository = "onnx/tensorflow-onnx",
                        .source_number = 1800,
                        .source_state = "merged"},
                       {.event = "referenced",
                        .actor = "ann",
                        .created_at = "2022-05-21T08:00:00Z",
                        .commit_sha = "0123456789abcdef0123"}},
          .fixes = {{.kind = "pull-request",
                     .repository = "onnx/tensorflow-onnx",
                     .ref = "1800",
                     .title = "Fix Resize",
                     .state = "merged",
                     .merged_at = "2022-05-20T08:00:00Z",
                     .files_complete = true,
                     .files = {{"tests/test_resize.py", 1, 0, "@@ -1 +1,2 @@\n+test\n"},
                               {"tf2onnx/resize.py", 1, 1, "@@ -5 +5 @@\n-old\n+new", true}}}}};
}

constexpr int kWidth = 70;
const ThreadOptions kOptions{.converter = "tf2onnx", .repository = "onnx/tensorflow-onnx"};

std::vector<StyledLine> part_of(const std::vector<StyledLine>& lines, const std::string& part) {
  std::vector<StyledLine> kept;
  for (const StyledLine& line : lines) {
    if (line.part == part) kept.push_back(line);
  }
  return kept;
}

}  // namespace

TEST_CASE(
    "a thread shows where the issue is from, its state, dates and labels, and what was said") {
  const auto lines = render_thread(example(), kWidth, kOptions);

  CHECK(plain_lines(lines) ==
        Lines{"Resize gives another result",
              "tf2onnx, onnx/tensorflow-onnx #1723",
              "https://github.com/onnx/tensorflow-onnx/issues/1723",
              "closed (completed); opened 2022-05-04 10:20 by ann; closed 2022-05-20",
              "08:00; updated 2022-06-01 00:00",
              "labels: bug, module: onnx",
              "",
              "── description",
              "It fails:",
              "",
              "  RuntimeError",
              "",
              "── comment 1 of 2, bob, 2022-05-05 11:00, edited",
              "Which opset?",
              "",
              "── comment 2 of 2, an unknown account, 2022-05-07 12:00",
              "Opset",
              "13.",
              "",
              "── timeline, 3 events",
              "2022-05-05 11:01  bob added the label \"bug\"",
              "2022-05-20 08:00  bob closed it by pull request",
              "onnx/tensorflow-onnx#1800 (merged)",
              "2022-05-21 08:00  ann referred to it in commit 0123456789",
              "",
              "── fix 1 of 1, pull request onnx/tensorflow-onnx#1800, merged",
              "2022-05-20 08:00",
              "Fix Resize",
              "  tests/test_resize.py +1 -0 [patch of 2 lines, folded]",
              "  tf2onnx/resize.py +1 -1 [patch of 3 lines, folded]"});
}

TEST_CASE("each line names its part and the line of that part's source") {
  const auto lines = render_thread(example(), kWidth, kOptions);

  CHECK(source_lines(part_of(lines, "title")) == std::vector{1});
  CHECK(source_lines(part_of(lines, "body")) == std::vector{0, 1, 0, 4});
  CHECK(source_lines(part_of(lines, "comment 2")) == std::vector{0, 1, 2});
  CHECK(source_lines(part_of(lines, "timeline")) == std::vector{0, 1, 2, 2, 3});
}

TEST_CASE("an unfolded fix shows its patches, whose lines count on from file to file") {
  ThreadOptions options = kOptions;
  options.unfolded = {"fix 1"};

  const auto lines = part_of(render_thread(example(), kWidth, options), "fix 1");

  const auto shown = plain_lines(lines);
  CHECK(Lines(shown.begin() + 3, shown.end()) ==
        Lines{"  tests/test_resize.py +1 -0", "@@ -1 +1,2 @@", "+test", "  tf2onnx/resize.py +1 -1",
              "@@ -5 +5 @@", "-old", "+new", "[GitHub cut this patch]"});
  CHECK(source_lines(lines) == std::vector{0, 0, 0, 0, 1, 2, 0, 3, 4, 5, 0});
  CHECK(styles_of(lines, "+new") == std::vector{Style::kAdded});
  CHECK(styles_of(lines, "-old") == std::vector{Style::kRemoved});
}

TEST_CASE("what is missing is said") {
  data::CollectedIssue issue{.number = 5, .title = "Bare", .state = "closed"};
  issue.fixes = {{.kind = "commit", .repository = "a/b", .ref = "0123456789abcdef"},
                 {.kind = "commit", .repository = "a/b", .ref = "f", .files = {{"x.py"}}}};

  const auto shown = plain_lines(render_thread(issue, kWidth, {}));

  const std::set<std::string> all(shown.begin(), shown.end());
  CHECK(all.contains("(no description)"));
  CHECK(all.contains("[its changed files are not known]"));
  CHECK(all.contains("[not all of its changed files are known]"));
  CHECK(all.contains("[patches were not collected]"));
  CHECK_FALSE(all.contains("── timeline, 0 events"));
}

TEST_CASE("a text is found without regard to case, also where it was wrapped or cut") {
  data::CollectedIssue issue{.number = 5, .title = "Bare", .state = "closed"};
  issue.body =
      "The Stra\xC3\x9F"
      "e of words goes on\nand ABCDEFGHIJKLMNOPQRSTUVWXYZ ends";
  const auto lines = render_thread(issue, 20, {});
  const auto found = [&](const std::string& text) {
    Lines texts;
    for (const std::size_t line : find_in_thread(lines, text)) {
      texts.push_back(plain_text(lines.at(line)));
    }
    return texts;
  };

  CHECK(found("STRASSE") == Lines{"The Stra\xC3\x9F"
                                  "e of words"});
  CHECK(found("words  goes") == Lines{"The Stra\xC3\x9F"
                                      "e of words"});
  CHECK(found("stuv") == Lines{"ABCDEFGHIJKLMNOPQRST"});
  CHECK(found("bare") == Lines{"Bare"});
  CHECK(found("description the").empty() == false);
  CHECK(found("bare 5").empty());
  CHECK(found("absent").empty());
  CHECK(found("  ").empty());
}

TEST_CASE("whatever a thread holds, its lines fit, are UTF-8 and hold no control characters") {
  Random random(14);
  const auto text = [&] { return test::hostile_text(random, random.below(30)); };
  for (int i = 0; i < 300; ++i) {
    data::CollectedIssue issue = example();
    issue.title = text();
    issue.body = text();
    issue.state = text();
    issue.author = text();
    issue.url = text();
    issue.created_at = text();
    issue.labels = {text(), text()};
    issue.comments = {{1, text(), text(), text(), text()}};
    issue.timeline = {{text(), text(), text(), text(), text(), text(), 1, text(), text()}};
    issue.fixes = {
        {text(), text(), text(), text(), text(), text(), 1, false, {{text(), 1, 2, text(), true}}}};
    const int width = 1 + static_cast<int>(random.below(100));

    const auto lines = render_thread(
        issue, width, {.converter = text(), .repository = text(), .unfolded = {"fix 1"}});

    CAPTURE(width);
    check_safe(lines, width);
  }
}

TEST_CASE("a line's source does not depend on the width") {
  data::CollectedIssue issue = example();
  const auto sources = [&](int width) {
    std::set<std::pair<std::string, int>> all;
    for (const StyledLine& line : render_thread(issue, width, kOptions)) {
      if (line.source_line) all.emplace(line.part, *line.source_line);
    }
    return all;
  };

  CHECK(sources(20) == sources(200));
}

}  // namespace faultline::taxonomy
