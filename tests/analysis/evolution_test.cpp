#include "analysis/evolution.h"

#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace faultline::analysis {

namespace {

Date date_of(const std::string& text) {
  return std::chrono::floor<std::chrono::days>(parse_iso8601(text).value());
}

/// The rows of a published fact file, none of which quotes a field, without the heading.
std::vector<std::vector<std::string>> published_rows(const std::string& name) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line :
       split(read_file(FAULTLINE_TESTS_DIR "/../data/published/" + name), '\n')) {
    if (!line.empty()) rows.push_back(split(trim(line), ','));
  }
  rows.erase(rows.begin());
  return rows;
}

std::vector<Release> published_releases(const std::string& source) {
  std::map<std::string, Date> released;
  for (const auto& row : published_rows("onnx_opsets.csv")) {
    if (!row[1].empty()) released.emplace(row[0], date_of(row[1]));
  }
  std::vector<Release> changes;
  for (const auto& row : published_rows("onnx_opset_changes.csv")) {
    const bool counts = row[3] == source && released.contains(row[0]);
    if (counts) changes.push_back({released.at(row[0]), 1});
  }
  return sum_by_date(changes);
}

std::vector<Failure> published_failures() {
  std::vector<Failure> failures;
  for (const auto& row : published_rows("labels.csv")) {
    Failure failure;
    if (!row[6].starts_with("before")) failure.release = date_of(row[6]);
    failure.is_incompatibility_or_type = row[4] == "incompatibility" || row[4] == "type-problem";
    failures.push_back(failure);
  }
  return failures;
}

const Date kFirst = date_of("2020-01-01");
const Date kSecond = date_of("2020-02-01");
const Date kThird = date_of("2020-03-01");
const Date kFourth = date_of("2020-04-01");

}  // namespace

TEST_CASE("the published changes and failures give the published coefficients") {
  const Evolution result = evolution(published_releases("published"), published_failures());

  REQUIRE(result.intervals.size() == 11);
  CHECK(*result.failures.coefficient == doctest::Approx(0.35698033969075355).epsilon(1e-12));
  CHECK(*result.incompatibility_or_type.coefficient ==
        doctest::Approx(0.5286055030036158).epsilon(1e-12));
  CHECK(*result.share.coefficient == doctest::Approx(0.3325748947320898).epsilon(1e-12));
  CHECK(result.intervals.front().date() == date_of("2018-03-21"));
  CHECK(result.intervals.front().changes == 57);
  CHECK(result.intervals.front().failures == 11);
  CHECK(result.intervals.back().date() == date_of("2022-06-17"));
  // Three before the first release, one in its interval, four in the last one.
  CHECK(result.failures_left_out == 8);
  CHECK(result.intervals_without_failures == 0);
}

TEST_CASE("the changes of ONNX's changelog give a stronger correlation") {
  const Evolution result = evolution(published_releases("changelog"), published_failures());

  REQUIRE(result.intervals.size() == 11);
  CHECK(*result.failures.coefficient == doctest::Approx(0.45766710216763273).epsilon(1e-12));
  CHECK(*result.incompatibility_or_type.coefficient ==
        doctest::Approx(0.6109855813937897).epsilon(1e-12));
  CHECK(*result.incompatibility_or_type.p == doctest::Approx(0.0459).epsilon(0.01));
  CHECK(*result.share.coefficient == doctest::Approx(0.34624235615943594).epsilon(1e-12));
}

TEST_CASE("operator sets of one date are one release") {
  const std::vector<Release> sets{{kSecond, 3}, {kFirst, 2}, {kSecond, 4}};

  const std::vector<Release> releases = sum_by_date(sets);

  REQUIRE(releases.size() == 2);
  CHECK(releases[0].date == kFirst);
  CHECK(releases[1].changes == 7);
}

TEST_CASE("the first interval, the newest with a failure and those after it are left out") {
  const std::vector<Release> releases{{kFirst, 1}, {kSecond, 2}, {kThird, 3}, {kFourth, 4}};
  const std::vector<Failure> failures{
      {kFirst, true}, {kSecond, true}, {kSecond, false}, {kThird, false}, {std::nullopt, true}};

  const Evolution result = evolution(releases, failures, {});

  REQUIRE(result.intervals.size() == 1);
  CHECK(result.intervals[0].date() == kSecond);
  CHECK(result.intervals[0].failures == 2);
  CHECK(*result.intervals[0].share() == 0.5);
  CHECK(result.failures_left_out == 3);
  CHECK_FALSE(result.failures.coefficient);
}

TEST_CASE("an interval without failures has no share and is counted") {
  const std::vector<Release> releases{{kFirst, 1}, {kSecond, 2}, {kThird, 3}, {kFourth, 4}};
  const std::vector<Failure> failures{{kThird, true}, {kFourth, true}};

  const Evolution result = evolution(releases, failures, {});

  REQUIRE(result.intervals.size() == 2);
  CHECK_FALSE(result.intervals[0].share());
  CHECK(result.intervals_without_failures == 1);
  CHECK(result.failures.df == 0);
  CHECK(result.share.df == -1);
}

TEST_CASE("without failures there are no intervals to compare") {
  const Evolution result = evolution(std::vector<Release>{{kFirst, 1}, {kSecond, 2}}, {}, {});

  CHECK(result.intervals.empty());
  CHECK_FALSE(result.share.coefficient);
}

TEST_CASE("merged releases are one interval, and no other may lie between them") {
  const std::vector<Release> releases{{kFirst, 1}, {kSecond, 2}, {kThird, 3}, {kFourth, 4}};
  const std::vector<Failure> failures{{kSecond, false}, {kThird, true}, {kFourth, true}};

  const Evolution result = evolution(releases, failures, {.merged = {kThird, kSecond}});

  REQUIRE(result.intervals.size() == 1);
  CHECK(result.intervals[0].releases == std::vector{kSecond, kThird});
  CHECK(result.intervals[0].changes == 5);
  CHECK(result.intervals[0].failures == 2);
  CHECK_THROWS_AS(static_cast<void>(evolution(releases, failures, {.merged = {kSecond, kFourth}})),
                  Error);
}

TEST_CASE("a failure of a date without a release is refused") {
  const std::vector<Release> releases{{kFirst, 1}};
  const std::vector<Failure> failures{{kSecond, true}};

  CHECK_THROWS_AS(static_cast<void>(evolution(releases, failures, {})), Error);
}

TEST_CASE("the first release and the newest come in where the choices say so") {
  const std::vector<Release> releases{{kFirst, 1}, {kSecond, 2}, {kThird, 3}, {kFourth, 4}};
  const std::vector<Failure> failures{{kFirst, true}, {kSecond, true}, {kThird, false}};

  const Evolution first = evolution(releases, failures, {.with_first = true});
  const Evolution last = evolution(releases, failures, {.with_last = true});

  REQUIRE(first.intervals.size() == 2);
  CHECK(first.intervals.front().date() == kFirst);
  REQUIRE(last.intervals.size() == 2);
  CHECK(last.intervals.back().date() == kThird);
  CHECK(last.failures_left_out == 1);
}

TEST_CASE("an interval lasts until the next one, the last until the end that is given") {
  const std::vector<Release> releases{{kFirst, 1}, {kSecond, 2}, {kThird, 3}};
  const std::vector<Failure> failures{{kThird, false}};
  EvolutionChoices choices{.with_first = true, .with_last = true};

  const Evolution open = evolution(releases, failures, choices);
  choices.end = kFourth;
  const Evolution closed = evolution(releases, failures, choices);

  CHECK(open.intervals[0].days == 31);
  CHECK(open.intervals[1].days == 29);
  CHECK_FALSE(open.intervals[2].days);
  CHECK(measured(open.intervals, Measure::kRate).values.size() == 2);
  CHECK(closed.intervals[2].days == 31);
}

TEST_CASE("an interval that was not over when failures were collected is as long as was observed") {
  const std::vector<Release> releases{{kFirst, 1}, {kSecond, 2}, {kThird, 3}};
  const std::vector<Failure> failures{{kSecond, false}};
  EvolutionChoices choices{.with_first = true, .with_last = true};

  choices.observed_until = kSecond + std::chrono::days(10);
  const Evolution observed = evolution(releases, failures, choices);

  REQUIRE(observed.intervals.size() == 2);
  CHECK(observed.intervals[0].days == 31);
  CHECK(observed.intervals[1].days == 10);
}

TEST_CASE(
    "with a lag, a failure belongs to the release that was out for so long when it was opened") {
  const std::vector<Release> releases{{kFirst, 1}, {kSecond, 2}, {kThird, 3}};
  const std::vector<Failure> failures{
      {.release = kFirst, .opened = date_of("2020-03-31")},
      {.release = kSecond, .opened = date_of("2020-04-01")},
      {.release = kThird, .opened = date_of("2020-05-01")},
      {.release = kThird},
  };

  const Evolution result =
      evolution(releases, failures, {.with_first = true, .with_last = true, .lag_months = 2});

  REQUIRE(result.intervals.size() == 3);
  CHECK(result.intervals[0].failures == 1);
  CHECK(result.intervals[1].failures == 1);
  CHECK(result.intervals[2].failures == 1);
  CHECK(result.failures_without_date == 1);
  CHECK(result.failures_left_out == 1);
  CHECK_THROWS_AS(static_cast<void>(evolution(releases, failures, {.lag_months = -1})), Error);
}

TEST_CASE("months are added as a calendar counts them") {
  CHECK(add_months(date_of("2019-11-30"), 3) == date_of("2020-02-29"));
  CHECK(add_months(date_of("2020-08-31"), 6) == date_of("2021-02-28"));
  CHECK(add_months(date_of("2020-01-15"), 0) == date_of("2020-01-15"));
}

}  // namespace faultline::analysis
