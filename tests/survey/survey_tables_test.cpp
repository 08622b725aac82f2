#include <doctest/doctest.h>

#include "data/survey_answers.h"
#include "reports/study_tables.h"
#include "reports/tables/survey_cross.h"
#include "support/thrown_error.h"
#include "survey_study.h"

using faultline::data::respondents_where;
using faultline::reports::build_table;
using faultline::reports::survey_cross_table;
using faultline::test::count_in;
using faultline::test::has_note;
using faultline::test::number_in;
using faultline::test::says;
using faultline::test::SurveyStudy;
using faultline::test::thrown_error;

namespace {

constexpr const char* kExport =
    "Q1,Q3,Q4,Q4_23_TEXT,Q5,Q6,Q7\n"
    "Yes,1 - 5,ONNX,,None,10,\n"
    "Yes,1 - 5,\"ONNX,NNEF\",,\"None,Slow models\",20,\n"
    "Yes,1 - 5,ONNX,,Slow models,30,\n"
    "Yes,6 or more,Other,TVM,,40,\n"
    "Yes,6 or more,NNEF,,Slow models,50,\n"
    "Yes,6 or more,,,,,\n";

}  // namespace

TEST_CASE("options are shares of those who answered, and answers of those who were asked") {
  SurveyStudy study;
  static_cast<void>(study.import(kExport));

  const auto tools = build_table("tool-usage", study.request());
  const auto problems = build_table("problems", study.request());

  CHECK(count_in(tools, "tools", "count") == 5);
  CHECK(count_in(tools, "tools", "of") == 6);
  CHECK(count_in(tools, "tools=onnx", "count") == 3);
  CHECK(count_in(tools, "tools=onnx", "of") == 5);
  CHECK(number_in(tools, "tools=onnx", "share") == doctest::Approx(0.6));
  CHECK(count_in(problems, "problems", "of") == 4);  // asked of those who use ONNX or NNEF
  CHECK(count_in(problems, "problems=slow", "of") == 4);
}

TEST_CASE("contradictory answers are counted and told") {
  SurveyStudy study;
  static_cast<void>(study.import(kExport));

  const auto problems = build_table("problems", study.request());

  CHECK(has_note(problems, "problems: 1 contradictory answer"));
}

TEST_CASE("numbers are told by their median and quartiles") {
  SurveyStudy study;
  static_cast<void>(study.import(kExport));

  const auto table = build_table("use-cases", study.request());

  CHECK(
      has_note(table, "models: median 30 (quartiles 20 and 40), mean 30.00, from 10 to 50, of 5"));
}

TEST_CASE("every count of a table leads to its respondents") {
  SurveyStudy study;
  static_cast<void>(study.import(kExport));
  std::int64_t opened = 0;

  for (const char* id : {"demographics", "tool-usage", "problems", "use-cases"}) {
    const auto table = build_table(id, study.request());
    for (const auto& row : table.rows) {
      const std::string answer = std::get<std::string>(row.values[0]);
      const std::size_t equals = answer.find('=');
      const auto found = respondents_where(
          study.database,
          {{.question = answer.substr(0, equals),
            .wanted = equals == std::string::npos ? "any" : answer.substr(equals + 1)}},
          std::nullopt, std::nullopt);
      CAPTURE(answer);
      CHECK(static_cast<std::int64_t>(found.size()) == std::get<std::int64_t>(row.values[2]));
      ++opened;
    }
  }

  CHECK(opened == 12);
}

TEST_CASE("single choices are crossed with a test of independence") {
  SurveyStudy study;
  std::string content = "Q1,Q2,Q3,Q4,Q5,Q6,Q7\n";
  for (int i = 0; i < 40; ++i) {
    content += i % 2 == 0 ? "Yes,I am,1 - 5,ONNX,None,1,\n" : "Yes,I am,6 or more,ONNX,None,2,\n";
  }
  static_cast<void>(study.import(content));

  const auto table = survey_cross_table(study.request(), "size", "engineer");

  CHECK(count_in(table, "small", "yes") == 20);
  CHECK(count_in(table, "total", "total") == 40);
  CHECK(has_note(table, "Independence was not tested"));
}

TEST_CASE("questions with several choices are crossed by respondents, pair of options by pair") {
  SurveyStudy study;
  static_cast<void>(study.import(kExport));

  const auto table = survey_cross_table(study.request(), "tools", "problems");

  CHECK(count_in(table, "onnx", "none") == 2);
  CHECK(count_in(table, "onnx", "slow") == 2);
  CHECK(count_in(table, "nnef", "slow") == 2);
  CHECK(count_in(table, "onnx", "total") == 3);
  CHECK(count_in(table, "total", "total") == 4);
  CHECK(has_note(table, "p corrected after Holm"));
}

TEST_CASE("a number is crossed with options by ranks") {
  SurveyStudy study;
  static_cast<void>(study.import(kExport));

  const auto by_size = survey_cross_table(study.request(), "models", "size");
  const auto by_tool = survey_cross_table(study.request(), "tools", "models");

  CHECK(number_in(by_size, "small", "median") == 20);
  CHECK(number_in(by_size, "large", "median") == 45);
  CHECK(
      has_note(by_size, "Test of Kruskal and Wallis: H 3.000 with 1 degrees of freedom, p 0.083"));
  CHECK(count_in(by_tool, "onnx", "respondents") == 3);
  CHECK(has_note(by_tool, "test of Mann and Whitney"));
}

TEST_CASE("an unknown question is told with the nearest one") {
  SurveyStudy study;
  static_cast<void>(study.import(kExport));

  const auto error =
      thrown_error([&] { return survey_cross_table(study.request(), "tool", "size"); });

  CHECK(says(error, "the nearest one is 'tools'"));
}

TEST_CASE("a study without a survey has empty survey tables that say what to do") {
  SurveyStudy study;

  const auto table = build_table("demographics", study.request());

  CHECK(table.rows.empty());
  CHECK(has_note(table, "faultline survey import"));
}
