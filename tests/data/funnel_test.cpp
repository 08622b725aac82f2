#include "data/funnel.h"

#include <doctest/doctest.h>

#include "data/samples.h"
#include "support/collected_study.h"

namespace faultline::data {

namespace {

using test::CollectedStudy;

void add_popularity(CollectedStudy& study, const std::string& read_at, std::int64_t closed) {
  Statement(study.database, R"sql(
    insert into popularity (repository_id, read_at, stars, forks, closed_issues)
    values ((select id from repository where name = 'pytorch/pytorch'), ?, 1, 1, ?)
  )sql")
      .bind(read_at, closed)
      .run();
}

void add_decision(CollectedStudy& study, std::int64_t issue_id, const char* step, bool kept) {
  Statement(study.database,
            "insert into screening (issue_id, step, kept, reason) values (?, ?, ?, '')")
      .bind(issue_id, step, kept)
      .run();
}

}  // namespace

TEST_CASE("a step that was not taken has no count") {
  CollectedStudy study;
  study.add(CollectedStudy::kTorch, 1, {});

  const std::vector<ConverterFunnel> steps = funnel(study.database);

  REQUIRE(steps.size() == 2);
  CHECK(steps[0].converter == "torch.onnx");
  CHECK(steps[0].collected == 1);
  CHECK(steps[0].unscreened == 1);
  CHECK_FALSE(steps[0].closed_issues);
  CHECK_FALSE(steps[0].relevant);
  CHECK_FALSE(steps[0].evidence);
  CHECK_FALSE(steps[0].sampled);
}

TEST_CASE("the funnel counts each step, with the newest count of the repository") {
  CollectedStudy study;
  std::vector<std::int64_t> ids;
  for (std::int64_t number = 1; number <= 5; ++number) {
    ids.push_back(study.add(CollectedStudy::kTorch, number, {}));
  }
  study.add(CollectedStudy::kTorch, 6, {.is_collected = false});
  add_popularity(study, "2024-02-01T00:00:00Z", 800);
  add_popularity(study, "2024-01-01T00:00:00Z", 900);
  for (std::size_t i = 0; i < 4; ++i) add_decision(study, ids[i], "relevant", i < 3);
  for (std::size_t i = 0; i < 3; ++i) add_decision(study, ids[i], "evidence", i < 2);
  study.database.transaction([&] {
    const std::int64_t sample = add_sample(study.database, "main", SampleKind::kMain, 1, Moment{});
    append_to_sample(study.database, sample, std::vector{ids[0]});
    const std::int64_t pilot = add_sample(study.database, "pilot", SampleKind::kPilot, 1, Moment{});
    append_to_sample(study.database, pilot, ids);
  });

  const ConverterFunnel steps = funnel(study.database).front();

  CHECK(steps.closed_issues == 800);
  CHECK(steps.counted_at == "2024-02-01T00:00:00Z");
  CHECK(steps.collected == 5);
  CHECK(steps.unscreened == 1);
  CHECK(steps.relevant == 3);
  CHECK(steps.evidence == 2);
  CHECK(steps.sampled == 1);
  CHECK(funnel(study.database)[1].sampled == 0);
}

TEST_CASE("a collection that was interrupted shows") {
  CollectedStudy study;
  study.database.run(
      "insert into collection (repository_id, api, protocol, started_at, finished_at) values "
      "(1, 'rest', '{}', '2024-01-01T00:00:00Z', '2024-01-01T01:00:00Z')");
  CHECK_FALSE(funnel(study.database).front().is_collecting);

  study.database.run(
      "insert into collection (repository_id, api, protocol, started_at) values "
      "(1, 'rest', '{}', '2024-01-02T00:00:00Z')");

  CHECK(funnel(study.database).front().is_collecting);
  CHECK_FALSE(funnel(study.database)[1].is_collecting);
}

}  // namespace faultline::data
