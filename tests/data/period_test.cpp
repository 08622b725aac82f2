#include "data/period.h"

#include <doctest/doctest.h>

#include "data/issues.h"
#include "support/study_fixture.h"

namespace faultline::data {

namespace {

using std::chrono::sys_days;
using std::chrono::year;

}  // namespace

TEST_CASE("a period is a year, a quarter, a month, a day or a span between two of them") {
  const auto is = [](const char* text, sys_days first, sys_days last) {
    CAPTURE(text);
    CHECK(parse_period(text) == Period{first, last});
  };

  is("2023", year{2023} / 1 / 1, year{2023} / 12 / 31);
  is("2023-Q1", year{2023} / 1 / 1, year{2023} / 3 / 31);
  is("2023-q4", year{2023} / 10 / 1, year{2023} / 12 / 31);
  is("2024-02", year{2024} / 2 / 1, year{2024} / 2 / 29);
  is("2023-03-31", year{2023} / 3 / 31, year{2023} / 3 / 31);
  is("2019-01..2020-12", year{2019} / 1 / 1, year{2020} / 12 / 31);
  is("2019-Q2..2019-05", year{2019} / 4 / 1, year{2019} / 5 / 31);
  is("2021..", year{2021} / 1 / 1, year{9999} / 12 / 31);
  is("..2020", year{0} / 1 / 1, year{2020} / 12 / 31);
}

TEST_CASE("what is no period, does not exist or ends before it begins has no value") {
  for (const char* text : {"",
                           "..",
                           "23",
                           "202",
                           "20233",
                           "2023-",
                           "2023-Q",
                           "2023-Q0",
                           "2023-Q5",
                           "2023-Q1x",
                           "2023-13",
                           "2023-00",
                           "2023-1",
                           "2023-02-29",
                           "2023-02-3",
                           "2023-02/03",
                           "2023-+1",
                           "2020..2019",
                           "2019..2020..2021",
                           "-2023",
                           "2019 .. 2020",
                           "abcd",
                           "2023-Q11"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_period(text).has_value());
  }
}

TEST_CASE("quarters are counted through the years") {
  const int last = quarter_of(year{2019} / 12 / 31);

  CHECK(quarter_name(last) == "2019-Q4");
  CHECK(quarter_of(year{2020} / 1 / 1) == last + 1);
  CHECK(quarter_name(quarter_of(year{2020} / 6 / 30)) == "2020-Q2");
}

TEST_CASE("issues are found by the day on which they were opened, in UTC") {
  test::StudyFixture study;
  study.add_issue(test::StudyFixture::kTorch, 1, {.created_at = "2019-12-31T23:59:59Z"});
  study.add_issue(test::StudyFixture::kTorch, 2, {.created_at = "2020-01-01T00:30:00+02:00"});
  study.add_issue(test::StudyFixture::kTorch, 3, {.created_at = "2020-01-01T00:00:00Z"});
  study.add_issue(test::StudyFixture::kTorch, 4);
  study.add_issue(test::StudyFixture::kTorch, 5, {.created_at = "yesterday"});
  IssueQuery query;
  query.period = parse_period("2019-Q4");

  const std::vector<IssueSummary> found = find_issues(study.database, query);

  REQUIRE(found.size() == 2);
  CHECK(found[0].number == 1);
  CHECK(found[1].number == 2);
  CHECK(issue_days(study.database).size() == 3);
}

}  // namespace faultline::data
