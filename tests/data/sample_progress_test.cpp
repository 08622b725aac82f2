#include "data/sample_progress.h"

#include <doctest/doctest.h>

#include <vector>

#include "support/study_fixture.h"

namespace faultline::data {

TEST_CASE("progress tells who has labelled what of the sample and of each tranche") {
  test::StudyFixture study;
  const std::vector<std::int64_t> sampled{study.add_issue(study.kTorch, 1),
                                          study.add_issue(study.kTorch, 2),
                                          study.add_issue(study.kTorch, 3)};
  study.database.transaction([&] {
    for (const auto& [name, kind, issues] :
         {std::tuple{"pilot", SampleKind::kPilot, std::size_t{3}},
          std::tuple{"main", SampleKind::kMain, std::size_t{3}},
          std::tuple{"overlap", SampleKind::kOverlap, std::size_t{1}}}) {
      const std::int64_t id = add_sample(study.database, name, kind, 1, test::kNow);
      append_to_sample(study.database, id, std::span(sampled).first(issues));
    }
  });
  study.label("ana", study.kTorch, 1, "stage", "load");
  study.label("ana", study.kTorch, 1, "cause", "typo");
  study.label("ana", study.kTorch, 2, "stage", "load");
  study.label("ana", study.kTorch, 3, "stage", "load");
  study.label("ana", study.kTorch, 3, "stage", "load", {.withdrawn = true},
              test::kNow + std::chrono::hours{1});
  study.label("ben", study.kTorch, 2, "cause", "typo");
  study.label("ben", study.kTorch, 9, "cause", "typo");

  const std::vector<SampleProgress> progress = sample_progress(study.database, study.codebook);

  REQUIRE(progress.size() == 2);
  CHECK(progress[0].sample.name == "main");
  REQUIRE(progress[0].raters.size() == 2);
  CHECK(progress[0].raters[0].rater == "ana");
  CHECK(progress[0].raters[0].labelled == 1);
  CHECK(progress[0].raters[0].begun == 1);
  CHECK(progress[0].raters[1].labelled == 0);
  CHECK(progress[0].raters[1].begun == 1);
  CHECK(progress[1].sample.name == "overlap");
  REQUIRE(progress[1].raters.size() == 1);
  CHECK(progress[1].raters[0].labelled == 1);
}

TEST_CASE("raters are counted with their labels and the issues of each dimension") {
  test::StudyFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load");
  study.label("ana", study.kTorch, 1, "stage", "export");
  study.label("ana", study.kTorch, 2, "cause", "typo");
  study.database.transaction([&] { static_cast<void>(find_or_add_rater(study.database, "ben")); });

  const std::vector<RaterLabelCounts> counts = rater_label_counts(study.database, study.codebook);

  REQUIRE(counts.size() == 2);
  CHECK(counts[0].labels == 3);
  CHECK(counts[0].issues == 2);
  CHECK(counts[0].dimension_issues == std::vector<std::int64_t>{1, 1});
  CHECK(counts[1].rater == "ben");
  CHECK(counts[1].issues == 0);
}

}  // namespace faultline::data
