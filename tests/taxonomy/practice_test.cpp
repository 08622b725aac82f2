#include "taxonomy/practice.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "data/collection_store.h"
#include "data/samples.h"
#include "support/published_study.h"
#include "support/thrown_error.h"

namespace faultline::taxonomy {

namespace {

struct PracticeStudy : test::StudyFixture {
  PracticeStudy() : StudyFixture(test::builtin_codebook()) {
    database.transaction([&] {
      data::store_repositories(database,
                               data::parse_study_file(practice_study_file(), "study.toml"));
      store_practice_issues(database, practice_issues());
    });
  }
};

}  // namespace

TEST_CASE("there are twenty practice issues with every stage, every symptom and most causes") {
  std::map<std::string, std::set<std::string>> codes;
  std::set<std::int64_t> numbers;
  for (const PracticeIssue& issue : practice_issues()) {
    CAPTURE(issue.issue.title);
    CHECK(numbers.insert(issue.issue.number).second);
    CHECK_FALSE(issue.issue.comments.empty());
    REQUIRE_FALSE(issue.issue.fixes.empty());
    CHECK_FALSE(issue.issue.fixes.front().files.empty());
    CHECK(issue.issue.created_at < *issue.issue.closed_at);
    for (const ExpectedCode& expected : issue.expected) {
      CHECK_FALSE(expected.why.empty());
      codes[expected.dimension].insert(expected.code);
    }
  }

  CHECK(numbers.size() == 20);
  CHECK(codes["stage"].size() == 6);
  CHECK(codes["symptom"].size() == 6);
  std::set<std::string> kinds;
  for (const std::string& code : codes["cause"]) kinds.insert(code.substr(0, code.find('/')));
  const data::Codebook codebook = test::builtin_codebook();
  for (const data::Code& code : codebook.find("cause")->codes) {
    const bool is_rare = code.id == "concurrency" || code.id == "other";
    if (code.parent.empty() && !is_rare) CHECK(kinds.contains(code.id));
  }
}

TEST_CASE("a practice issue comes out of the study as it was written") {
  PracticeStudy study;

  for (const PracticeIssue& practice : practice_issues()) {
    CAPTURE(practice.issue.title);
    const auto stored =
        data::read_collected_issue(study.database, practice.repository, practice.issue.number);

    REQUIRE(stored.has_value());
    CHECK(stored->body == practice.issue.body);
    CHECK(stored->labels == practice.issue.labels);
    CHECK(stored->comments == practice.issue.comments);
    CHECK(stored->timeline == practice.issue.timeline);
    CHECK(stored->fixes == practice.issue.fixes);
  }
  CHECK(data::required_sample(study.database, "main").issues == 20);
}

TEST_CASE("answers are compared with the key, and told with its reasons") {
  PracticeStudy study;
  const PracticeIssue issue = practice_issues().front();
  study.label("me", issue.repository, issue.issue.number, "stage", "node-conversion");
  study.label("me", issue.repository, issue.issue.number, "cause", "incompatibility/internal");

  const auto answers = practice_answers(study.database, issue, "me");
  const auto told = practice_feedback(study.codebook, answers);

  REQUIRE(answers.size() == 3);
  CHECK(answers[0].is_right());
  CHECK_FALSE(answers[1].given.has_value());
  CHECK_FALSE(answers[2].is_right());
  CHECK(answers[2].is_near());
  REQUIRE(told.size() == 3);
  CHECK(told[0].starts_with("Stage: right: node-conversion. "));
  CHECK(told[1].starts_with("Symptom: expected crash, you said nothing. "));
  CHECK(
      told[2].starts_with("Cause: expected incompatibility/external, you said "
                          "incompatibility/internal (the kind is right). "));
}

TEST_CASE("a practice issue with a code that there is not is refused with its line") {
  const std::string bad = R"toml(
    converter = "c"
    number = 1
    title = "t"
    author = "a"
    opened = "2022-02-07T09:12:40Z"
    closed = "2022-02-08T09:12:40Z"
    body = "b"
    [stage]
    code = "exprot"
    why = "w"
  )toml";

  const Error error = test::thrown_error(
      [&] { return parse_practice_issue(bad, "x.toml", test::builtin_codebook()); });

  CHECK(error.message() == "'exprot' is not a code of the dimension stage");
  CHECK(error.place()->line == 10);
}

}  // namespace faultline::taxonomy
