#include "data/issues.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::data {

namespace {

using namespace std::chrono_literals;
using test::kNow;
using test::StudyFixture;
using test::thrown_error;

std::vector<std::int64_t> numbers(StudyFixture& study, const IssueQuery& query) {
  std::vector<std::int64_t> found;
  for (const IssueSummary& issue : find_issues(study.database, query)) {
    found.push_back(issue.number);
  }
  return found;
}

using Numbers = std::vector<std::int64_t>;

StudyFile with_converters(std::vector<ConverterProtocol> converters) {
  StudyFile study;
  study.converters = std::move(converters);
  return study;
}

ConverterProtocol converter(const std::string& name, const std::string& repository) {
  return {.name = name,
          .repository = repository,
          .state = "closed",
          .labels = {},
          .without_labels = {}};
}

}  // namespace

TEST_CASE("repositories come in the order of the study file, and storing them again adds none") {
  StudyFixture study;

  store_repositories(study.database,
                     with_converters({converter("tf2onnx", StudyFixture::kTensorFlow),
                                      converter("torch", "PyTorch/PyTorch"),
                                      converter("paddle", "PaddlePaddle/Paddle2ONNX")}));

  const std::vector<Repository> found = repositories(study.database);
  REQUIRE(found.size() == 3);
  CHECK(found[0].name == StudyFixture::kTensorFlow);
  CHECK(found[1].name == StudyFixture::kTorch);
  CHECK(found[1].converter == "torch");
  CHECK(found[2].converter == "paddle");
}

TEST_CASE("a repository that left the study file is kept with its issues") {
  StudyFixture study;
  study.add_issue(study.kTorch, 1);

  store_repositories(study.database,
                     with_converters({converter("tf2onnx", StudyFixture::kTensorFlow)}));

  CHECK(repositories(study.database).size() == 2);
  CHECK(numbers(study, {}) == Numbers{1});
}

TEST_CASE("an issue is added once, and later imports fill in what was not known and no more") {
  StudyFixture study;

  const std::int64_t first = study.add_issue(study.kTorch, 7, {.title = "First title"});
  const std::int64_t again = study.add_issue(
      study.kTorch, 7, {.title = "Another title", .created_at = "2020-01-01T00:00:00Z"});
  const std::int64_t other = study.add_issue(study.kTensorFlow, 7);

  CHECK(first == again);
  CHECK(first != other);
  const auto issues = find_issues(study.database, {});
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].title == "First title");
  CHECK(issues[0].created_at == "2020-01-01T00:00:00Z");
}

TEST_CASE("the registry counts the issues that it added") {
  StudyFixture study;
  const std::int64_t known = study.add_issue(study.kTorch, 1);
  std::int64_t found = 0;
  std::int64_t added = 0;

  study.database.transaction([&] {
    IssueRegistry registry(study.database);
    const std::int64_t repository = repositories(study.database).front().id;
    found = registry.find_or_add(repository, 1, {});
    static_cast<void>(registry.find_or_add(repository, 2, {}));
    static_cast<void>(registry.find_or_add(repository, 2, {}));
    registry.finish();
    added = registry.added();
  });

  CHECK(found == known);
  CHECK(added == 1);
}

TEST_CASE("issue ids are handed out in order with their repositories") {
  StudyFixture study;
  study.add_issue(study.kTensorFlow, 5);
  study.add_issue(study.kTorch, 3);
  Numbers ids;
  Numbers repository_ids;

  for_each_issue_id(study.database, [&](std::int64_t issue, std::int64_t repository) {
    ids.push_back(issue);
    repository_ids.push_back(repository);
  });

  CHECK(ids == Numbers{1, 2});
  CHECK(repository_ids == Numbers{2, 1});
}

TEST_CASE("the consensus is preferred, else the first rater, a named rater stands alone") {
  StudyFixture study;
  CHECK(prefer_rater(study.database, {}).rater_ids.empty());
  CHECK(prefer_rater(study.database, {}).description == "no rater yet");
  study.label("ana", study.kTorch, 1, "stage", "load");
  CHECK(prefer_rater(study.database, {}).description == "rater ana");
  study.label("ben", study.kTorch, 1, "stage", "export");
  study.label("consensus", study.kTorch, 2, "stage", "export");

  const RaterPreference preference = prefer_rater(study.database, {});

  CHECK(preference.rater_ids == Numbers{3, 1});
  CHECK(preference.description == "rater consensus, else ana");
  CHECK(prefer_rater(study.database, "ben").rater_ids == Numbers{2});
  const std::int64_t load = code_ids(study.database, "stage").at("load");
  const std::int64_t write = code_ids(study.database, "stage").at("export");
  const auto codes = current_codes(study.database, "stage", preference);
  REQUIRE(codes.size() == 2);
  CHECK(codes[0].code_id == load);
  CHECK(codes[1].code_id == write);
  study.label("consensus", study.kTorch, 1, "stage", "export");
  CHECK(current_codes(study.database, "stage", preference)[0].code_id == write);
}

TEST_CASE("an unknown rater is refused with the nearest one, or with all there are") {
  StudyFixture study;
  const auto error = [&](const std::string& name) {
    return thrown_error([&] { return prefer_rater(study.database, name); });
  };
  CHECK(error("ana").advice() == std::vector<std::string>{"nobody has labelled anything yet"});
  study.label("published", study.kTorch, 1, "stage", "load");

  CHECK(error("publisched").message() == "the study has no rater 'publisched'");
  CHECK(error("publisched").advice() == std::vector<std::string>{"the nearest one is 'published'"});
  CHECK(error("me").advice() == std::vector<std::string>{"its raters are: published"});
}

TEST_CASE("issues are found by code, converter and release, where all conditions hold") {
  StudyFixture study;
  study.add_issue(study.kTorch, 1, {.latest_onnx_release = "2019-01-22"});
  study.add_issue(study.kTorch, 2, {.latest_onnx_release = "2019-04-24"});
  study.add_issue(study.kTensorFlow, 1, {.latest_onnx_release = "none"});
  study.label("ana", study.kTorch, 1, "stage", "load");
  study.label("ana", study.kTorch, 1, "cause", "type/node");
  study.label("ana", study.kTorch, 2, "stage", "load");
  study.label("ana", study.kTorch, 2, "cause", "typo");
  study.label("ana", study.kTensorFlow, 1, "stage", "load");
  study.label("ben", study.kTensorFlow, 1, "cause", "typo");
  const RaterPreference ana = prefer_rater(study.database, "ana");

  CHECK(numbers(study, {}) == Numbers{1, 2, 1});
  CHECK(numbers(study, {.codes = {{"stage", {"load"}}}, .raters = ana}) == Numbers{1, 2, 1});
  CHECK(numbers(study, {.codes = {{"stage", {"load"}}, {"cause", {"typo"}}}, .raters = ana}) ==
        Numbers{2});
  CHECK(numbers(study, {.codes = {{"cause", {"typo", "type/node"}}}, .raters = ana}) ==
        Numbers{1, 2});
  CHECK(numbers(study, {.codes = {{"cause", {"type"}}}, .raters = ana}).empty());
  CHECK(numbers(study, {.codes = {{"cause", {"no such code"}}}, .raters = ana}).empty());
  CHECK(numbers(study, {.converters = {"tf2onnx"}}) == Numbers{1});
  CHECK(numbers(study, {.releases = {"2019-04-24", "none"}}) == Numbers{2, 1});
  CHECK(numbers(study, {.codes = {{"stage", {"load"}}},
                        .raters = ana,
                        .converters = {"torch.onnx"},
                        .releases = {"2019-01-22"}}) == Numbers{1});
}

TEST_CASE("an issue's release is the newest one up to the day on which it was opened") {
  StudyFixture study;
  study.database.run(
      "insert into operator_set (domain, version, released) "
      "values ('ai.onnx', 1, '2019-01-22'), ('ai.onnx', 2, '2019-04-24'), ('ai.onnx', 3, null)");
  study.add_issue(study.kTorch, 1, {.created_at = "2019-04-23T23:59:59Z"});
  study.add_issue(study.kTorch, 2, {.created_at = "2019-04-24T00:00:00Z"});
  study.add_issue(study.kTorch, 3, {.created_at = "2018-01-01T00:00:00Z"});

  CHECK(numbers(study, {.releases = {"2019-01-22"}}) == Numbers{1});
  CHECK(numbers(study, {.releases = {"2019-04-24"}}) == Numbers{2});
}

TEST_CASE(
    "a summary has the issue's address, also where none was stored, and its labels in order") {
  StudyFixture study;
  study.add_issue(study.kTorch, 1, {.url = "https://example.org/1"});
  const std::int64_t id = study.add_issue(study.kTorch, 2);
  Statement label(study.database, "insert into issue_label (issue_id, name) values (?, ?)");
  label.bind(id, "module: onnx").run();
  label.bind(id, "bug").run();

  const auto issues = find_issues(study.database, {});

  CHECK(issues[0].url == "https://example.org/1");
  CHECK(issues[1].url == "https://github.com/pytorch/pytorch/issues/2");
  CHECK(issues[1].labels == std::vector<std::string>{"bug", "module: onnx"});
  CHECK_FALSE(issues[1].title.has_value());
}

TEST_CASE("a search finds the issues whose text has all the words, and shows where") {
  StudyFixture study;
  study.add_issue(study.kTorch, 1, {.title = "Export of Conv fails with opset 11"});
  study.add_issue(study.kTorch, 2, {.title = "Export of caf\xC3\xA9 works"});
  study.add_issue(study.kTorch, 3);
  study.add_issue(study.kTorch, 3, {.title = "conv is slow"});

  CHECK(numbers(study, {.search = "export"}) == Numbers{2, 1});  // the shorter text matches better
  CHECK(numbers(study, {.search = "CONV export"}) == Numbers{1});
  CHECK(numbers(study, {.search = "cafe"}) == Numbers{2});
  CHECK(numbers(study, {.search = "slow"}) == Numbers{3});
  CHECK(numbers(study, {.search = "nothing"}).empty());
  CHECK(find_issues(study.database, {.search = "opset"}).front().snippet.find("[opset]") !=
        std::string::npos);
}

TEST_CASE("what somebody searches for is never taken for a query language") {
  StudyFixture study;
  study.add_issue(study.kTorch, 1, {.title = "NOT AND \"quoted\" title:x"});

  for (const char* words : {"\"", "\"\"", "AND", "NOT", "title:x", "quoted*", "(", "a NEAR b", "-",
                            "\"quoted", "^", "", "  "}) {
    CAPTURE(words);
    CHECK_NOTHROW(static_cast<void>(find_issues(study.database, {.search = words})));
  }
  CHECK(numbers(study, {.search = "AND quoted"}) == Numbers{1});
  CHECK(numbers(study, {.search = " "}) == Numbers{1});
}

TEST_CASE("a search finds an issue by its new title and not twice after facts were filled in") {
  StudyFixture study;
  study.add_issue(study.kTorch, 1, {.title = "Reshape"});
  study.add_issue(study.kTorch, 1, {.url = "https://example.org/1"});
  study.add_issue(study.kTorch, 1, {.title = "Squeeze"});

  CHECK(numbers(study, {.search = "reshape"}) == Numbers{1});
  CHECK(numbers(study, {.search = "squeeze"}).empty());
  CHECK_NOTHROW(study.database.run(
      "insert into issue_text (issue_text, rank) values ('integrity-check', 1)"));
}

}  // namespace faultline::data
