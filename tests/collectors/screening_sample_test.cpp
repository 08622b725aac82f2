#include "collectors/screening/sample.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/random.h"
#include "collectors/screening/screen.h"
#include "support/collected_study.h"
#include "support/thrown_error.h"

namespace faultline::collectors {

namespace {

using test::CollectedStudy;
using test::says;
using test::thrown_error;
using Names = std::vector<std::string>;

const Moment kNow = *parse_iso8601("2024-09-16T08:00:00Z");
const Moment kLater = *parse_iso8601("2024-12-24T08:00:00Z");

/// "tf2onnx#12", in the sample's order.
Names names(CollectedStudy& study, std::string_view sample) {
  Names found;
  const auto known = data::find_sample(study.database, sample);
  if (!known) return found;
  for (const data::SampledIssue& issue : data::sampled_issues(study.database, known->id)) {
    found.push_back(issue.converter + "#" + std::to_string(issue.number));
  }
  return found;
}

std::set<std::string> as_set(const Names& names) { return {names.begin(), names.end()}; }

/// Adds issues with evidence, in the order of a shuffle.
void add_issues(CollectedStudy& study, std::int64_t first, std::int64_t last,
                std::uint64_t shuffle_seed = 0) {
  std::vector<std::pair<std::string, std::int64_t>> issues;
  for (std::int64_t number = first; number <= last; ++number) {
    issues.emplace_back(CollectedStudy::kTorch, number);
    issues.emplace_back(CollectedStudy::kTensorFlow, number);
  }
  Random random(shuffle_seed);
  for (std::size_t i = issues.size(); shuffle_seed != 0 && i > 1; --i) {
    std::swap(issues[i - 1], issues[random.below(i)]);
  }
  for (const auto& [repository, number] : issues) study.add_relevant(repository, number);
}

}  // namespace

TEST_CASE("the sample does not depend on the order in which issues were stored") {
  Names expected;
  for (std::uint64_t shuffle_seed = 0; shuffle_seed < 4; ++shuffle_seed) {
    CollectedStudy study;
    add_issues(study, 1, 15, shuffle_seed);
    screen(study.database, study.file);

    draw_sample(study.database, study.file, kNow);

    if (expected.empty()) expected = names(study, "main");
    CHECK(expected.size() == 6);
    CHECK(names(study, "main") == expected);
  }
}

TEST_CASE("the sample takes issues with evidence only, as many of each converter as asked for") {
  CollectedStudy study;
  add_issues(study, 1, 2);
  for (std::int64_t number = 10; number < 20; ++number) {
    study.add_relevant(CollectedStudy::kTorch, number, number < 14);
    study.add_relevant(CollectedStudy::kTensorFlow, number, false);
  }
  screen(study.database, study.file);

  const Drawing drawing = draw_sample(study.database, study.file, kNow);

  REQUIRE(drawing.strata.size() == 2);
  CHECK(drawing.strata[0].candidates == 6);
  CHECK(drawing.strata[0].added == 3);
  CHECK(drawing.strata[1].candidates == 2);
  CHECK(drawing.strata[1].added == 2);
  CHECK(drawing.sample.issues == 5);
  CHECK(study.count("select count(*) from sample_item join screening using (issue_id) "
                    "where step = 'evidence' and kept") == 5);
}

TEST_CASE("a sample is drawn once") {
  CollectedStudy study;
  add_issues(study, 1, 5);
  screen(study.database, study.file);
  draw_sample(study.database, study.file, kNow);
  const Names before = names(study, "main");

  const Error error = thrown_error([&] { return draw_sample(study.database, study.file, kLater); });

  CHECK(says(error, "nothing was drawn"));
  CHECK(names(study, "main") == before);
}

TEST_CASE("nothing can be drawn before the screening, nor where it kept nothing") {
  CollectedStudy study;
  CHECK(says(thrown_error([&] { return draw_sample(study.database, study.file, kNow); }),
             "no issue is screened yet"));
  study.add_relevant(CollectedStudy::kTorch, 1, false);
  screen(study.database, study.file);

  CHECK(says(thrown_error([&] { return draw_sample(study.database, study.file, kNow); }),
             "no issue is left to draw from"));
  CHECK(study.count("select count(*) from sample") == 0);
}

TEST_CASE("an extension keeps what was sampled, and gives what one larger draw would have given") {
  CollectedStudy study;
  add_issues(study, 1, 20);
  screen(study.database, study.file);
  draw_sample(study.database, study.file, kNow);
  const Names before = names(study, "main");
  CollectedStudy at_once;
  add_issues(at_once, 1, 20);
  screen(at_once.database, at_once.file);
  at_once.file.sample_per_converter = 8;
  draw_sample(at_once.database, at_once.file, kNow);

  const Drawing drawing = extend_sample(study.database, study.file, 8);

  CHECK(drawing.strata[0].before == 3);
  CHECK(drawing.strata[0].added == 5);
  const Names after = names(study, "main");
  CHECK(after.size() == 16);
  CHECK(std::equal(before.begin(), before.end(), after.begin()));
  CHECK(as_set(after) == as_set(names(at_once, "main")));
}

TEST_CASE(
    "issues that come later, and issues that lose their evidence, leave the sample as it is") {
  CollectedStudy study;
  add_issues(study, 1, 10);
  screen(study.database, study.file);
  draw_sample(study.database, study.file, kNow);
  const Names before = names(study, "main");
  add_issues(study, 11, 40);
  study.database.run("update issue set state = 'open' where number <= 10");
  screen(study.database, study.file);

  const Drawing drawing = extend_sample(study.database, study.file, 5);

  const Names after = names(study, "main");
  CHECK(drawing.strata[0].added == 2);
  CHECK(after.size() == 10);
  CHECK(std::equal(before.begin(), before.end(), after.begin()));
}

TEST_CASE("an extension uses the seed that the sample was drawn with, and adds nothing twice") {
  CollectedStudy study;
  add_issues(study, 1, 20);
  screen(study.database, study.file);
  draw_sample(study.database, study.file, kNow);
  study.file.sample_seed = 99;
  extend_sample(study.database, study.file, 8);
  const Names extended = names(study, "main");
  CollectedStudy same_seed;
  add_issues(same_seed, 1, 20);
  screen(same_seed.database, same_seed.file);
  draw_sample(same_seed.database, same_seed.file, kNow);
  extend_sample(same_seed.database, same_seed.file, 8);

  CHECK(extended == names(same_seed, "main"));
  CHECK(extend_sample(study.database, study.file, 8).strata[0].added == 0);
  CHECK(extend_sample(study.database, study.file, 2).strata[0].added == 0);
  CHECK(names(study, "main") == extended);
}

TEST_CASE("there is nothing to extend before a sample is drawn") {
  CollectedStudy study;

  CHECK(says(thrown_error([&] { return extend_sample(study.database, study.file, 5); }),
             "the study has no sample yet"));
}

TEST_CASE("the pilot is drawn before the evidence step, and is another draw than the sample") {
  CollectedStudy study;
  add_issues(study, 1, 30);
  for (std::int64_t number = 31; number <= 60; ++number) {
    study.add_relevant(CollectedStudy::kTorch, number, false);
  }
  screen(study.database, study.file);

  const Drawing pilot = draw_pilot(study.database, study.file, 20, kNow);
  study.file.sample_per_converter = 20;
  draw_sample(study.database, study.file, kNow);

  CHECK(pilot.strata[0].candidates == 60);
  CHECK(pilot.strata[1].added == 20);
  CHECK(study.count("select count(*) from sample_item join screening using (issue_id) "
                    "where step = 'evidence' and not kept") > 0);
  CHECK(as_set(names(study, "pilot")) != as_set(names(study, "main")));
}

TEST_CASE("a larger pilot keeps the smaller one") {
  CollectedStudy study;
  add_issues(study, 1, 30);
  screen(study.database, study.file);
  draw_pilot(study.database, study.file, 5, kNow);
  const Names before = names(study, "pilot");

  draw_pilot(study.database, study.file, 9, kLater);

  const Names after = names(study, "pilot");
  CHECK(after.size() == 18);
  CHECK(std::equal(before.begin(), before.end(), after.begin()));
}

TEST_CASE("tranches are parts of the sample, share no issue, and have their own names") {
  CollectedStudy study;
  add_issues(study, 1, 30);
  screen(study.database, study.file);
  study.file.sample_per_converter = 20;
  draw_sample(study.database, study.file, kNow);

  const auto draw = [&](data::SampleKind kind, const std::optional<std::string>& name) {
    return draw_tranche(study.database, study.file, {.kind = kind, .size = 10, .name = name}, kNow);
  };
  const Drawing first = draw(data::SampleKind::kOverlap, {});
  const Drawing second = draw(data::SampleKind::kOverlap, {});
  const Drawing third = draw(data::SampleKind::kDrift, "spring");

  CHECK(first.sample.name == "overlap");
  CHECK(second.sample.name == "overlap-2");
  CHECK(third.sample.name == "spring");
  CHECK(third.sample.kind == data::SampleKind::kDrift);
  CHECK(first.strata[0].added == 5);
  CHECK(first.strata[1].added == 5);
  std::set<std::string> all;
  for (const char* name : {"overlap", "overlap-2", "spring"}) {
    for (const std::string& issue : names(study, name)) CHECK(all.insert(issue).second);
  }
  const std::set<std::string> sampled = as_set(names(study, "main"));
  CHECK(std::includes(sampled.begin(), sampled.end(), all.begin(), all.end()));
}

TEST_CASE("a tranche that cannot be drawn draws nothing") {
  CollectedStudy study;
  const auto draw = [&](std::int64_t size, const std::optional<std::string>& name) {
    return draw_tranche(study.database, study.file, {.size = size, .name = name}, kNow);
  };
  CHECK(says(thrown_error([&] { return draw(1, {}); }), "the study has no sample yet"));
  add_issues(study, 1, 5);
  screen(study.database, study.file);
  draw_sample(study.database, study.file, kNow);

  CHECK(says(thrown_error([&] { return draw(7, {}); }), "only 6 issues of the sample"));
  CHECK(says(thrown_error([&] { return draw(1, "main"); }), "has a sample 'main' already"));
  CHECK(says(thrown_error([&] { return draw(1, " "); }), "needs a name"));
  CHECK(study.count("select count(*) from sample") == 1);
}

}  // namespace faultline::collectors
