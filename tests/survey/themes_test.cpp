#include <doctest/doctest.h>

#include "data/survey_answers.h"
#include "data/survey_codings.h"
#include "reports/study_tables.h"
#include "reports/tables/theme_agreement.h"
#include "support/thrown_error.h"
#include "survey/theme_import.h"
#include "survey_study.h"

using faultline::reports::build_table;
using faultline::reports::theme_agreement_table;
using faultline::survey::import_themes;
using faultline::test::count_in;
using faultline::test::has_note;
using faultline::test::number_in;
using faultline::test::says;
using faultline::test::SurveyStudy;
using faultline::test::thrown_error;

namespace {

/// A study whose respondents 1 to 4 say what they do about problems.
class ThemeStudy : public SurveyStudy {
 public:
  ThemeStudy() {
    static_cast<void>(
        import("Q1,Q3,Q4,Q5,Q6,Q7\n"
               "Yes,1 - 5,ONNX,None,1,I ask and change versions\n"
               "Yes,1 - 5,ONNX,None,1,I ask\n"
               "Yes,1 - 5,ONNX,None,1,Other versions\n"
               "Yes,1 - 5,ONNX,None,1,idk\n"
               "Yes,1 - 5,ONNX,None,1,\n"));
  }

  faultline::survey::ThemeImport themes(const std::string& content) {
    return import_themes(database, content, "themes.csv", {.question = "remedies"}, kNow);
  }
};

constexpr const char* kAna =
    "respondent,rater,themes\n"
    "1,ana,community; versions\n"
    "2,ana,Ask others\n"
    "3,ana,versions\n"
    "4,ana,not-codeable\n";
constexpr const char* kBen =
    "respondent,rater,themes\n"
    "1,ben,community\n"
    "1,ben,versions\n"
    "2,ben,community\n"
    "3,ben,community\n"
    "4,ben,not-codeable\n";

}  // namespace

TEST_CASE("themes are counted as shares of the answers that could be coded") {
  ThemeStudy study;

  const auto done = study.themes(kAna);
  const auto table = build_table("strategies", study.request());

  CHECK(done.added == 4);
  CHECK(count_in(table, "remedies", "count") == 4);
  CHECK(count_in(table, "remedies", "of") == 5);
  CHECK(count_in(table, "remedies=codeable", "count") == 3);
  CHECK(count_in(table, "remedies=codeable", "of") == 4);
  CHECK(count_in(table, "remedies=community", "count") == 2);
  CHECK(count_in(table, "remedies=community", "of") == 3);
  CHECK(has_note(table, "themes of ana, who coded 4 of 4 answers"));
}

TEST_CASE("the same themes again add nothing, and others add a coding that holds") {
  ThemeStudy study;
  static_cast<void>(study.themes(kAna));

  const auto again = study.themes(kAna);
  const auto changed = study.themes("respondent,rater,themes\n3,ana,community\n");

  CHECK(again.added == 0);
  CHECK(again.known == 4);
  CHECK(changed.added == 1);
  CHECK(study.count("select count(*) from coding") == 5);
  CHECK(count_in(build_table("strategies", study.request()), "remedies=community", "count") == 3);
  CHECK_THROWS_AS(study.database.run("delete from coding"), faultline::Error);
}

TEST_CASE("agreement is measured theme by theme, and for the whole set of an answer") {
  ThemeStudy study;
  static_cast<void>(study.themes(kAna));
  static_cast<void>(study.themes(kBen));

  const auto table = theme_agreement_table(study.request());

  CHECK(count_in(table, "remedies=all", "answers") == 4);
  CHECK(count_in(table, "remedies=all", "disagreements") == 1);
  // ana gives it to 1 and 2, ben to 1, 2 and 3: 3 of 4 agree, chance is 1/2.
  CHECK(number_in(table, "remedies=community", "agreement") == doctest::Approx(0.75));
  CHECK(number_in(table, "remedies=community", "kappa") == doctest::Approx(0.5));
}

TEST_CASE("the consensus goes before other raters") {
  ThemeStudy study;
  static_cast<void>(study.themes(kAna));
  static_cast<void>(study.themes("respondent,rater,themes\n3,consensus,community\n"));

  const auto table = build_table("strategies", study.request());

  CHECK(count_in(table, "remedies=codeable", "count") == 1);
  CHECK(has_note(table, "themes of consensus, who coded 1 of 4 answers"));
}

TEST_CASE("a theme's count leads to its respondents") {
  ThemeStudy study;
  static_cast<void>(study.themes(kAna));

  const auto found = faultline::data::respondents_where(
      study.database, {{.question = "remedies", .wanted = "versions"}}, std::nullopt, "ana");

  CHECK(found == std::vector<std::int64_t>{1, 3});
}

TEST_CASE("a file with a bad theme or respondent changes nothing, and all of them are told") {
  ThemeStudy study;

  const auto error = thrown_error([&] {
    return study.themes(
        "respondent,rater,themes\n1,ana,comunity\n5,ana,community\n2,ana,versions\n");
  });

  CHECK(says(error, "2 mistakes in the file of themes; nothing was imported"));
  CHECK(says(error,
             "line 2: 'comunity' is not a theme of the question remedies; the nearest is "
             "'community'"));
  CHECK(says(error, "line 3: '5' is not the number of a respondent who answered remedies"));
  CHECK(study.count("select count(*) from coding") == 0);
}
