#include <doctest/doctest.h>

#include "reports/study_tables.h"
#include "reports/tables/survey_responses.h"
#include "support/thrown_error.h"
#include "survey_study.h"

using faultline::reports::build_table;
using faultline::reports::Estimate;
using faultline::survey::RowKind;
using faultline::test::cell;
using faultline::test::count_in;
using faultline::test::has_note;
using faultline::test::number_in;
using faultline::test::says;
using faultline::test::SurveyStudy;
using faultline::test::thrown_error;

namespace {

constexpr const char* kHeadings = "ResponseId,Q1,Q3,Q4,Q5,Q6,Q7\n";

/// So many people with one tool, then so many with another.
std::string responses(const std::string& prefix, int onnx, int nnef) {
  std::string text;
  for (int i = 0; i < onnx + nnef; ++i) {
    text +=
        prefix + std::to_string(i) + ",Yes,1 - 5," + (i < onnx ? "ONNX" : "NNEF") + ",None,1,\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a second import is a second wave, and the tables show both and their difference") {
  SurveyStudy study;

  const auto first = study.import(kHeadings + responses("a", 6, 4), {}, "first.csv");
  const auto second = study.import(kHeadings + responses("b", 18, 2), {}, "second.csv");
  const auto table = build_table("tool-usage", study.request());

  CHECK(first.wave == 1);
  CHECK(second.wave == 2);
  CHECK(count_in(table, "tools=onnx", "count") == 24);
  CHECK(count_in(table, "tools=onnx", "wave-1.count") == 6);
  CHECK(count_in(table, "tools=onnx", "wave-2.of") == 20);
  CHECK(number_in(table, "tools=onnx", "difference") == doctest::Approx(0.3));
  const auto& difference = std::get<Estimate>(cell(table, "tools=onnx", "difference"));
  CHECK(difference.low < 0.3);
  CHECK(difference.high > 0.3);
  CHECK(has_note(table, "the share in wave 2 less that in wave 1"));
}

TEST_CASE("one wave can be looked at alone") {
  SurveyStudy study;
  static_cast<void>(study.import(kHeadings + responses("a", 6, 4), {}, "first.csv"));
  static_cast<void>(study.import(kHeadings + responses("b", 18, 2), {}, "second.csv"));
  auto request = study.request();
  request.wave = 2;

  CHECK(count_in(build_table("tool-usage", request), "tools=onnx", "count") == 18);
  CHECK(count_in(build_table("tool-usage", request), "tools", "of") == 20);
  request.wave = 3;
  CHECK(says(thrown_error([&] { return build_table("tool-usage", request); }),
             "the survey has no wave 3"));
}

TEST_CASE("the same file again adds nothing, and a growing export only what is new") {
  SurveyStudy study;
  static_cast<void>(study.import(kHeadings + responses("a", 3, 0), {}, "first.csv"));

  const auto again = study.import(kHeadings + responses("a", 3, 0), {}, "copy.csv");
  const auto grown =
      study.import(kHeadings + responses("a", 3, 0) + responses("b", 2, 0), {}, "grown.csv");

  CHECK(again.is_known);
  CHECK(again.wave == 1);
  CHECK(grown.count(RowKind::kDuplicate) == 3);
  CHECK(grown.count(RowKind::kRespondent) == 2);
  CHECK(study.count("select count(*) from respondent") == 5);
}

TEST_CASE("a study has one survey") {
  SurveyStudy study;
  static_cast<void>(study.import(kHeadings + responses("a", 3, 0)));

  const auto error = thrown_error([&] {
    return study.import(
        "A?\nx\n", {}, "other.csv",
        "name = \"other\"\n[[question]]\nid = \"a\"\ntext = \"A?\"\nkind = \"open\"");
  });

  CHECK(says(error, "the study's survey has another instrument"));
}

TEST_CASE("an instrument whose content changed needs a higher version") {
  SurveyStudy study;
  static_cast<void>(study.import(kHeadings + responses("a", 3, 0)));
  const std::string changed = std::string(faultline::test::kTools) + "# changed\n";

  const auto error = thrown_error(
      [&] { return study.import(kHeadings + responses("b", 3, 0), {}, "b.csv", changed); });

  CHECK(says(error, "raise `version`"));
}

TEST_CASE("response rate and margin of error come from those invited and the population") {
  SurveyStudy study;
  static_cast<void>(
      study.import(kHeadings + responses("a", 91, 0), {.invited = 500, .population = 1000}));

  const auto table = faultline::reports::response_rate_table(study.request(), 0.95, std::nullopt);

  CHECK(number_in(table, "1", "rate") == doctest::Approx(0.182));
  CHECK(number_in(table, "1", "margin") == doctest::Approx(0.09800).epsilon(1e-3));
}
