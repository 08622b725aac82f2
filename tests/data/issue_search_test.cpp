#include "data/issue_search.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/collected_study.h"

namespace faultline::data {

namespace {

using test::CollectedStudy;
using Numbers = std::vector<std::int64_t>;

Numbers numbers(CollectedStudy& study, const IssueQuery& query) {
  Numbers found;
  for (const IssueSummary& issue : find_issues(study.database, query)) {
    found.push_back(issue.number);
  }
  return found;
}

std::string snippet(CollectedStudy& study, const std::string& words) {
  return find_issues(study.database, {.search = words}).front().snippet;
}

}  // namespace

TEST_CASE("titles, bodies and comments are searched") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1, {.title = "Wrong shape of Reshape"});
  study.add(CollectedStudy::kTorch, 2, {.body = "The exporter runs out of memory."});
  study.add(CollectedStudy::kTorch, 3,
            {.comments = {"Same here.", "It is fixed on the nightly build."}});

  CHECK(numbers(study, {.search = "reshape"}) == Numbers{1});
  CHECK(numbers(study, {.search = "MEMORY exporter"}) == Numbers{2});
  CHECK(numbers(study, {.search = "nightly"}) == Numbers{3});
  CHECK(numbers(study, {.search = "nowhere"}).empty());
}

TEST_CASE("all words must stand in one text") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1,
            {.title = "alpha", .body = "beta", .comments = {"gamma", "delta"}});

  CHECK(numbers(study, {.search = "alpha beta"}) == Numbers{1});
  CHECK(numbers(study, {.search = "gamma delta"}).empty());
  CHECK(numbers(study, {.search = "alpha gamma"}).empty());
}

TEST_CASE("a word in the title counts more than one in a body or a comment") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1, {.title = "Another", .body = "the opset"});
  study.add(CollectedStudy::kTorch, 2, {.title = "The opset", .body = "and more"});
  study.add(CollectedStudy::kTorch, 3, {.comments = {"one two three four five six seven opset"}});
  for (std::int64_t number = 4; number < 20; ++number) {
    study.add(CollectedStudy::kTorch, number,
              {.body = "nothing of it", .comments = {"nothing of it"}});
  }

  CHECK(numbers(study, {.search = "opset"}).front() == 2);
  CHECK(numbers(study, {.search = "opset"}).size() == 3);
}

TEST_CASE("an issue that matches more than once is found once") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1,
            {.title = "opset", .body = "opset", .comments = {"opset", "opset"}});

  CHECK(numbers(study, {.search = "opset"}) == Numbers{1});
}

TEST_CASE("the snippet shows the words in brackets, wherever they were found") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1,
            {.title = "Wrong shape", .comments = {"No.", "It is the opset."}});

  CHECK(snippet(study, "shape") == "Wrong [shape]");
  CHECK(snippet(study, "opset") == "It is the [opset].");
}

TEST_CASE("a search goes with the other conditions and a limit") {
  CollectedStudy study;
  const std::int64_t first = study.add(CollectedStudy::kTorch, 1, {.title = "opset"});
  study.add(CollectedStudy::kTorch, 2, {.title = "opset and more"});
  study.add(CollectedStudy::kTensorFlow, 3, {.title = "opset and a lot more words"});
  Statement(study.database,
            "insert into screening (issue_id, step, kept, reason) values (?, 'relevant', 1, '')")
      .bind(first)
      .run();

  CHECK(numbers(study, {.search = "opset", .limit = 2}) == Numbers{1, 2});
  CHECK(numbers(study, {.converters = {"tf2onnx"}, .search = "opset"}) == Numbers{3});
  CHECK(numbers(study, {.step = FunnelStep::kRelevant, .search = "opset"}) == Numbers{1});
  CHECK(numbers(study, {.limit = 2}) == Numbers{1, 2});
}

TEST_CASE("words that very many issues hold are found in all of them, the newest ranked") {
  CollectedStudy study;
  constexpr std::int64_t kIssues = IssueSearch::kMostRanked + 500;
  study.database.transaction([&] {
    Statement issue(study.database,
                    "insert into issue (repository_id, number, title) values (1, ?, 'onnx')");
    for (std::int64_t number = 1; number <= kIssues; ++number) issue.bind(number).run();
    study.database.run("insert into issue_text (issue_text) values ('rebuild')");
  });

  const Numbers found = numbers(study, {.search = "onnx"});

  CHECK(found.size() == kIssues);
  CHECK(found.front() > 500);
  CHECK(found.back() == 1);
  Numbers sorted = found;
  std::sort(sorted.begin(), sorted.end());
  CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
}

TEST_CASE("an issue's comments are counted") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1, {.comments = {"a", "b"}});
  study.add(CollectedStudy::kTorch, 2, {});

  const std::vector<IssueSummary> issues = find_issues(study.database, {});

  CHECK(issues[0].comments == 2);
  CHECK(issues[1].comments == 0);
}

}  // namespace faultline::data
