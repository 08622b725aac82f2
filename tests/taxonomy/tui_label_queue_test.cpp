#include <doctest/doctest.h>

#include "data/samples.h"
#include "support/labelling_fixture.h"

namespace faultline::test {

namespace {

using Numbers = std::vector<std::int64_t>;

Numbers queue_of(LabellingFixture& study, const taxonomy::QueueRequest& request = {}) {
  std::int64_t rater_id = 0;
  study.database.transaction([&] { rater_id = data::find_or_add_rater(study.database, "ana"); });
  Numbers numbers;
  for (const std::int64_t id :
       taxonomy::open_queue(study.database, study.codebook, rater_id, request).items) {
    data::Statement query(study.database, "select number from issue where id = ?");
    query.bind(id).step();
    numbers.push_back(query.integer(0));
  }
  return numbers;
}

std::int64_t sample(LabellingFixture& study, std::string_view name, data::SampleKind kind,
                    const Numbers& numbers) {
  std::int64_t id = 0;
  study.database.transaction([&] {
    id = data::add_sample(study.database, name, kind, 1, kNow);
    for (const std::int64_t number : numbers) {
      const std::int64_t issue =
          study.count("select id from issue where number = " + std::to_string(number));
      data::append_to_sample(study.database, id, std::span(&issue, 1));
    }
  });
  return id;
}

}  // namespace

TEST_CASE("without a sample all issues come, those that lack a label first") {
  LabellingFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load");
  study.label("ana", study.kTorch, 1, "cause", "shape");
  study.label("ana", study.kTorch, 2, "stage", "load");
  study.label("ben", study.kTorch, 3, "stage", "load");

  CHECK(queue_of(study) == Numbers{2, 3, 1});
}

TEST_CASE("a label that was taken back is lacking again") {
  LabellingFixture study;
  for (const bool withdrawn : {false, true}) {
    study.label("ana", study.kTorch, 1, "stage", "load", {.withdrawn = withdrawn});
    study.label("ana", study.kTorch, 1, "cause", "shape");
  }

  CHECK(queue_of(study) == Numbers{1, 2, 3});
}

TEST_CASE("a sample comes in its order, and a tranche in its own") {
  LabellingFixture study;
  sample(study, data::kMainSample, data::SampleKind::kMain, {3, 1});
  const std::int64_t tranche = sample(study, "overlap", data::SampleKind::kOverlap, {1});

  CHECK(queue_of(study) == Numbers{3, 1});
  CHECK(queue_of(study, {.sample_id = tranche}) == Numbers{1});
}

TEST_CASE("a queue can be of the issues the rater is unsure of, or on which raters differ") {
  LabellingFixture study;
  study.label("ana", study.kTorch, 1, "stage", "load", {.confidence = std::string(data::kUnsure)});
  study.label("ana", study.kTorch, 2, "stage", "load");
  study.label("ben", study.kTorch, 2, "stage", "export");
  study.label("ben", study.kTorch, 3, "stage", "export",
              {.confidence = std::string(data::kUnsure)});

  CHECK(queue_of(study, {.only_unsure = true}) == Numbers{1});
  CHECK(queue_of(study, {.only_disagreements = true}) == Numbers{2});
}

TEST_CASE("a settled disagreement comes after the open ones") {
  LabellingFixture study;
  for (const std::int64_t number : {1, 2}) {
    study.label("ana", study.kTorch, number, "stage", "load");
    study.label("ben", study.kTorch, number, "stage", "export");
  }
  study.label("consensus", study.kTorch, 1, "stage", "load");
  const std::int64_t consensus = study.count("select id from rater where name = 'consensus'");

  const taxonomy::LabelQueue queue =
      taxonomy::open_queue(study.database, study.codebook, consensus, {.only_disagreements = true});

  REQUIRE(queue.items.size() == 2);
  CHECK(queue.complete.contains(queue.items.back()));
  CHECK_FALSE(queue.complete.contains(queue.items.front()));
}

}  // namespace faultline::test
