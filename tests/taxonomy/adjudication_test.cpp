#include "taxonomy/adjudication.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/issues.h"
#include "data/samples.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::taxonomy {

namespace {

using namespace std::chrono_literals;
using test::kNow;
using test::says;
using test::StudyFixture;

struct TwoRaters : StudyFixture {
  TwoRaters() {
    label("ben", kTorch, 1, "stage", "load", {.memo = "reads", .evidence = "body:1-2"});
    label("ana", kTorch, 1, "stage", "export", {.memo = "writes"});
    label("ana", kTorch, 1, "cause", "typo");
    label("ben", kTorch, 1, "cause", "typo");
    label("ana", kTensorFlow, 2, "cause", "typo");
    label("ben", kTensorFlow, 2, "cause", "shape");
  }

  std::vector<RaterDisagreement> open(const DisagreementQuery& query = {}) {
    const auto counted = static_cast<std::size_t>(count_open_disagreements(database, codebook));
    CHECK(counted == rater_disagreements(database, codebook, {}).size());
    return rater_disagreements(database, codebook, query);
  }
  bool settle_stage(const std::string& code, const std::string& reason, Moment now = kNow) {
    return settle(
        database, codebook,
        {.repository = kTorch, .issue = 1, .dimension = "stage", .code = code, .reason = reason},
        now);
  }
};

}  // namespace

TEST_CASE("disagreements hold each rater's label with its memo and evidence") {
  TwoRaters study;

  const std::vector<RaterDisagreement> found = study.open();

  REQUIRE(found.size() == 2);
  CHECK(found[0].repository == study.kTensorFlow);
  CHECK(found[0].dimension == "cause");
  CHECK(found[1].repository == study.kTorch);
  CHECK(found[1].dimension == "stage");
  REQUIRE(found[1].labels.size() == 2);
  CHECK(found[1].labels[0].rater == "ben");
  CHECK(found[1].labels[0].memo == "reads");
  CHECK(found[1].labels[0].evidence == "body:1-2");
  CHECK(found[1].labels[1].code == "export");
  CHECK_FALSE(found[1].consensus.has_value());
}

TEST_CASE("what is settled is the consensus, counts first, and is open no more until taken back") {
  TwoRaters study;

  CHECK(study.settle_stage("load", " the loader was repaired "));

  CHECK(study.open().size() == 1);
  const auto all = study.open({.settled_too = true});
  REQUIRE(all.size() == 2);
  REQUIRE(all[1].consensus.has_value());
  CHECK(all[1].consensus->memo == "the loader was repaired");
  const auto preferred = data::prefer_rater(study.database, std::nullopt);
  CHECK(preferred.description == "rater consensus, else ben");
  const auto codes = data::current_codes(study.database, "stage", preferred);
  REQUIRE(codes.size() == 1);
  CHECK(codes[0].code_id == data::code_ids(study.database, "stage").at("load"));
  CHECK_FALSE(study.settle_stage("load", "the loader was repaired", kNow + 1h));
  CHECK(study.settle_stage("export", "no, the writer", kNow + 2h));

  CHECK(reopen(study.database, study.codebook, study.kTorch, 1, "stage", kNow + 3h));
  CHECK_FALSE(reopen(study.database, study.codebook, study.kTorch, 1, "stage", kNow + 4h));
  CHECK(study.open().size() == 2);
  CHECK(study.count("select count(*) from label where rater_id = "
                    "(select id from rater where name = 'consensus')") == 3);
}

TEST_CASE("disagreements can be those of some raters, or of a tranche in its order") {
  TwoRaters study;
  study.label("cid", study.kTorch, 1, "stage", "load");
  const std::int64_t issue = study.add_issue(study.kTorch, 1);
  study.database.transaction([&] {
    const std::int64_t tranche =
        data::add_sample(study.database, "overlap", data::SampleKind::kOverlap, 1, kNow);
    const std::vector<std::int64_t> ids{issue};
    data::append_to_sample(study.database, tranche, ids);
  });

  CHECK(study.open({.raters = {"ben", "cid"}}).empty());
  CHECK(study.open({.raters = {"ana", "cid"}}).size() == 1);
  const auto sampled =
      study.open({.sample_id = data::required_sample(study.database, "overlap").id});
  REQUIRE(sampled.size() == 1);
  CHECK(sampled[0].labels.size() == 3);
}

TEST_CASE("a settlement needs a reason, a code of the codebook and a label to settle") {
  TwoRaters study;
  const auto error = [&](const Settlement& settlement) {
    return test::thrown_error(
        [&] { return settle(study.database, study.codebook, settlement, kNow); });
  };
  const Settlement good{.repository = study.kTorch,
                        .issue = 1,
                        .dimension = "stage",
                        .code = "load",
                        .reason = "why"};

  Settlement bad = good;
  bad.reason = " \n";
  CHECK(says(error(bad), "settled with a reason"));
  bad = good;
  bad.code = "laod";
  CHECK(says(error(bad), "the nearest code is 'load'"));
  bad = good;
  bad.issue = 99;
  CHECK(says(error(bad), "nobody has labelled the stage of pytorch/pytorch#99"));
  CHECK(study.count("select count(*) from rater where name = 'consensus'") == 0);
}

}  // namespace faultline::taxonomy
