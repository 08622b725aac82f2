#include "data/study_summary.h"

#include <doctest/doctest.h>

#include "data/operator_history.h"
#include "support/study_fixture.h"

namespace faultline::data {

TEST_CASE("a new study is summarized with its converters and nothing else") {
  test::StudyFixture study;

  const StudySummary summary = summarize_study(study.database);

  REQUIRE(summary.converters.size() == 2);
  CHECK(summary.converters[0].converter == "torch.onnx");
  CHECK(summary.converters[0].repository == study.kTorch);
  CHECK(summary.converters[0].issues == 0);
  CHECK(summary.raters.empty());
  CHECK(summary.labels == 0);
  CHECK(summary.operator_changes == 0);
}

TEST_CASE("a summary counts issues, labelled issues, each rater's labels and operator changes") {
  test::StudyFixture study;
  study.add_issue(study.kTorch, 1);
  study.label("ben", study.kTorch, 2, "stage", "load");
  study.label("ben", study.kTorch, 2, "stage", "export");
  study.label("ana", study.kTorch, 2, "cause", "typo");
  study.label("ben", study.kTensorFlow, 2, "stage", "load");
  OperatorHistoryWriter(study.database)
      .add_change({.history = "published",
                   .domain = "ai.onnx",
                   .version = 1,
                   .operator_name = "Abs",
                   .change = "added"});

  const StudySummary summary = summarize_study(study.database);

  CHECK(summary.converters[0].issues == 2);
  CHECK(summary.converters[0].labelled == 1);
  CHECK(summary.converters[1].issues == 1);
  CHECK(summary.converters[1].labelled == 1);
  REQUIRE(summary.raters.size() == 2);
  CHECK(summary.raters[0].rater == "ben");
  CHECK(summary.raters[0].issues == 2);
  CHECK(summary.raters[0].labels == 3);
  CHECK(summary.raters[1].labels == 1);
  CHECK(summary.labels == 4);
  CHECK(summary.operator_changes == 1);
}

}  // namespace faultline::data
