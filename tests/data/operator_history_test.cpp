#include "data/operator_history.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/study_fixture.h"

namespace faultline::data {

namespace {

OperatorChange change(const std::string& history, std::int64_t version, const std::string& name,
                      const std::string& kind, const std::string& domain = "ai.onnx") {
  return {.history = history,
          .domain = domain,
          .version = version,
          .operator_name = name,
          .change = kind};
}

}  // namespace

TEST_CASE("a set's date is kept, filled in where it was missing, and not replaced") {
  test::StudyFixture study;
  OperatorHistoryWriter writer(study.database);

  CHECK(writer.add_set("ai.onnx", 7, {}));
  CHECK(writer.add_set("ai.onnx", 7, "2018-05-24"));
  CHECK(writer.add_set("ai.onnx", 7, "2018-05-24"));
  CHECK(writer.add_set("ai.onnx", 7, {}));
  CHECK_FALSE(writer.add_set("ai.onnx", 7, "2018-05-25"));
  CHECK(release_dates(study.database) == std::vector<std::string>{"2018-05-24"});
}

TEST_CASE("changes are added once and counted by set, kind and history") {
  test::StudyFixture study;
  OperatorHistoryWriter writer(study.database);
  writer.add_set("ai.onnx", 2, "2018-03-21");

  CHECK(writer.add_change(change("published", 2, "Pad", "updated")));
  CHECK_FALSE(writer.add_change(change("published", 2, "Pad", "updated")));
  writer.add_change(change("published", 2, "Split", "updated"));
  writer.add_change(change("published", 10, "Mod", "added"));
  writer.add_change(change("changelog", 2, "Pad", "deprecated"));
  writer.add_change(change("published", 2, "Scaler", "added", "ai.onnx.ml"));

  CHECK(operator_histories(study.database) == std::vector<std::string>{"published", "changelog"});
  const auto sets = operator_set_changes(study.database, "published");
  REQUIRE(sets.size() == 2);
  CHECK(sets[0].version == 2);
  CHECK(sets[0].released == "2018-03-21");
  CHECK(sets[0].added == 0);
  CHECK(sets[0].updated == 2);
  CHECK(sets[0].total() == 2);
  CHECK(sets[1].version == 10);
  CHECK_FALSE(sets[1].released.has_value());
  CHECK(operator_set_changes(study.database, "changelog")[0].deprecated == 1);
}

TEST_CASE("the changes of one set come by history and operator") {
  test::StudyFixture study;
  OperatorHistoryWriter writer(study.database);
  writer.add_change(change("changelog", 2, "Split", "updated"));
  writer.add_change(change("published", 2, "Split", "updated"));
  writer.add_change(change("published", 2, "Pad", "updated"));
  writer.add_change(change("published", 3, "GRU", "updated"));

  std::string told;
  for (const OperatorChange& found : operator_changes(study.database, 2)) {
    told += found.history + " " + found.operator_name + "; ";
  }

  CHECK(told == "published Pad; published Split; changelog Split; ");
}

TEST_CASE("an issue belongs to the newest release up to the day on which it was opened") {
  test::StudyFixture study;
  OperatorHistoryWriter writer(study.database);
  writer.add_set("ai.onnx", 1, "2017-12-06");
  writer.add_set("ai.onnx", 2, "2018-03-21");
  study.add_issue(study.kTorch, 1, {.created_at = "2017-12-05T23:59:59Z"});
  study.add_issue(study.kTorch, 2, {.created_at = "2018-03-20T12:00:00Z"});
  study.add_issue(study.kTorch, 3, {.created_at = "2018-03-21T00:00:00Z"});
  study.add_issue(study.kTorch, 4);
  study.add_issue(study.kTorch, 5, {.latest_onnx_release = "none"});
  study.add_issue(study.kTorch, 6,
                  {.created_at = "2020-01-01T00:00:00Z", .latest_onnx_release = "2017-12-06"});

  std::string told;
  for (const IssueRelease& issue : issue_releases(study.database)) {
    told += std::to_string(issue.issue_id) + " " + issue.release + "; ";
  }

  CHECK(told == "1 none; 2 2017-12-06; 3 2018-03-21; 5 none; 6 2017-12-06; ");
}

}  // namespace faultline::data
