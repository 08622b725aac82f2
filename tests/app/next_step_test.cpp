#include "app/next_step.h"

#include <doctest/doctest.h>

namespace faultline::app {

namespace {

/// A study that goes through its stages: each function takes it one on.
class GrowingStudy {
 public:
  GrowingStudy() { state.funnel.resize(2); }

  GrowingStudy& collect() {
    for (auto& converter : state.funnel) converter.collected = converter.unscreened = 10;
    return *this;
  }
  GrowingStudy& screen() {
    for (auto& converter : state.funnel) {
      converter.unscreened = 0;
      converter.relevant = 8;
      converter.evidence = 6;
    }
    return *this;
  }
  GrowingStudy& sample() {
    for (auto& converter : state.funnel) converter.sampled = 5;
    add_sample("main", data::SampleKind::kMain, 10);
    return *this;
  }
  GrowingStudy& rater(const std::string& name, std::int64_t labelled, std::size_t sample = 0) {
    if (sample == 0) state.summary.raters.push_back({name, labelled, 3 * labelled});
    state.summary.labels += 3 * labelled;
    if (labelled > 0) state.samples[sample].raters.push_back({name, labelled, 0});
    return *this;
  }
  GrowingStudy& tranche(const std::string& name) {
    add_sample(name, data::SampleKind::kOverlap, 4);
    return *this;
  }

  [[nodiscard]] std::string command() const { return next_step(state).command; }

  StudyState state;

 private:
  void add_sample(const std::string& name, data::SampleKind kind, std::int64_t issues) {
    data::SampleProgress& progress = state.samples.emplace_back();
    progress.sample.name = name;
    progress.sample.kind = kind;
    progress.sample.issues = issues;
  }
};

}  // namespace

TEST_CASE("an empty study is told to collect, one that was interrupted to go on") {
  GrowingStudy study;
  CHECK(study.command() == "faultline collect");
  CHECK(next_step(study.state).sentence() ==
        "collect the issues: `faultline collect` (or bring labels that there are: `faultline label "
        "import FILE`)");

  study.collect().state.funnel.back().is_collecting = true;

  CHECK(next_step(study.state).what == "go on collecting");
  CHECK(study.command() == "faultline collect");
}

TEST_CASE("a collected study is screened, its pilot judged, its sample drawn") {
  GrowingStudy study;

  CHECK(study.collect().command() == "faultline screen");
  CHECK(study.screen().command() == "faultline sample");
  study.state.summary.unjudged_pilot_issues = 1;
  CHECK(next_step(study.state).sentence() ==
        "judge the pilot, 1 issue left: `faultline screen validate`");
}

TEST_CASE("a screening that leaves nothing sends back to the protocol") {
  GrowingStudy study;
  study.collect().screen();
  for (auto& converter : study.state.funnel) converter.evidence = 0;

  CHECK(study.command() == "faultline screen");
}

TEST_CASE("a sample is labelled by a first rater, issue by issue") {
  GrowingStudy study;
  study.collect().screen().sample();
  CHECK(study.command() == "faultline rater add NAME");

  study.rater("ana b", 0);
  CHECK(study.command() == "faultline label --rater 'ana b'");

  GrowingStudy begun;
  begun.collect().screen().sample().rater("ana", 7);
  CHECK(next_step(begun.state).sentence() ==
        "go on labelling the sample, 7 of 10 are labelled by ana: `faultline label --rater ana`");
}

TEST_CASE("a labelled sample gets a tranche for a second rater, who labels it") {
  GrowingStudy study;
  study.collect().screen().sample().rater("ana", 10);
  CHECK(study.command() == "faultline sample tranche --size 20");

  study.tranche("overlap").rater("ana", 4, 1);
  CHECK(study.command() == "faultline label --rater NAME --tranche overlap");

  study.rater("ben", 2).rater("ben", 2, 1);
  CHECK(study.command() == "faultline label --rater ben --tranche overlap");
}

TEST_CASE("disagreements are settled before themes, and both before the report") {
  GrowingStudy study;
  study.collect().screen().sample().tranche("overlap");
  study.rater("ana", 10).rater("ana", 4, 1).rater("ben", 4).rater("ben", 4, 1);
  study.state.disagreements = 2;
  study.state.summary.uncoded_answers = 3;
  study.state.summary.unsettled_answers = 1;

  CHECK(study.command() == "faultline adjudicate");
  study.state.disagreements = 0;
  CHECK(study.command() == "faultline survey theme");
  study.state.summary.uncoded_answers = 0;
  CHECK(study.command() == "faultline survey theme adjudicate");
  study.state.summary.unsettled_answers = 0;
  CHECK(next_step(study.state).sentence() ==
        "write the tables and figures: `faultline report` (`faultline opsets collect` brings "
        "ONNX's operator history before that)");
  study.state.summary.operator_changes = 1;
  CHECK(next_step(study.state).sentence() == "write the tables and figures: `faultline report`");
  study.state.has_report = true;
  CHECK(study.command() == "faultline package study.zip");
}

TEST_CASE("labels that were brought without a collection want a second rater, not a collection") {
  GrowingStudy study;
  study.state.summary.raters = {{"ana", 5, 15}, {"consensus", 5, 5}};
  study.state.summary.labels = 20;
  CHECK(study.command() == "faultline label import FILE");

  study.state.summary.raters.push_back({"ben", 5, 15});
  CHECK(study.command() == "faultline report");
}

TEST_CASE("a study of a survey alone finds themes first") {
  GrowingStudy study;
  study.state.summary.uncoded_answers = 1;

  CHECK(study.command() == "faultline survey theme");
}

}  // namespace faultline::app
