#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>

#include "data/survey_waves.h"
#include "reports/reproduction.h"
#include "reports/study_tables.h"
#include "reports/survey_figures.h"
#include "survey_study.h"

using faultline::reports::build_table;
using faultline::survey::RowKind;
using faultline::test::count_in;
using faultline::test::has_note;
using faultline::test::SurveyStudy;

namespace {

std::filesystem::path published_export() {
  return std::filesystem::path(FAULTLINE_SHARED_DIR) / "replication/interopSurvey.xlsx";
}

bool is_skipped() {
  if (std::filesystem::exists(published_export())) return false;
  std::cout << "skipped: the published replication package is not here\n";
  return true;
}

class PublishedStudy : public SurveyStudy {
 public:
  PublishedStudy() {
    done = faultline::survey::import_responses(
        database, faultline::survey::find_instrument("onnx-interoperability", "."),
        published_export(), "interopSurvey.xlsx", {}, kNow);
  }
  faultline::survey::SurveyImport done;
};

}  // namespace

TEST_CASE("the published export holds 91 respondents, one row of texts and one of metadata") {
  if (is_skipped()) return;

  PublishedStudy study;

  CHECK(study.done.rows == 93);
  CHECK(study.done.count(RowKind::kText) == 1);
  CHECK(study.done.count(RowKind::kMetadata) == 1);
  CHECK(study.done.count(RowKind::kRespondent) == 91);
  CHECK(study.chose("consent", "yes") == 91);
}

TEST_CASE("the published survey's tables hold what its respondents said") {
  if (is_skipped()) return;
  PublishedStudy study;

  struct Expected {
    const char* table;
    const char* row;
    std::int64_t count;
    std::int64_t of;
  };
  for (const auto& [table, row, count, of] :
       std::vector<Expected>{{"demographics", "ml-experience", 89, 91},
                             {"demographics", "ml-experience=less-than-1-year", 8, 89},
                             {"demographics", "ml-experience=1-2-years", 17, 89},
                             {"demographics", "ml-experience=3-5-years", 32, 89},
                             {"demographics", "ml-experience=over-5-years", 32, 89},
                             {"demographics", "se-experience=less-than-1-year", 4, 89},
                             {"demographics", "se-experience=1-2-years", 12, 89},
                             {"demographics", "se-experience=3-5-years", 20, 89},
                             {"demographics", "se-experience=over-5-years", 53, 89},
                             {"demographics", "organization-size=small", 48, 89},
                             {"demographics", "organization-size=medium", 17, 89},
                             {"demographics", "organization-size=large", 24, 89},
                             {"demographics", "deployment=web", 59, 88},
                             {"demographics", "deployment=cloud", 52, 88},
                             {"demographics", "deployment=desktop", 18, 88},
                             {"demographics", "deployment=iot", 14, 88},
                             {"demographics", "deployment=mobile", 14, 88},
                             {"demographics", "deployment=other", 4, 88},
                             {"tool-usage", "framework=pytorch", 84, 89},
                             {"tool-usage", "framework=tensorflow", 35, 89},
                             {"tool-usage", "framework=jax", 11, 89},
                             {"tool-usage", "framework=mlx", 5, 89},
                             {"tool-usage", "framework=other", 3, 89},
                             {"tool-usage", "onnx=yes", 38, 89},
                             {"use-cases", "purpose=deployment", 37, 53},
                             {"use-cases", "purpose=framework", 28, 53},
                             {"problems", "problems", 51, 91},
                             {"problems", "problems=none", 22, 51},
                             {"problems", "problems=crash", 19, 51},
                             {"problems", "problems=performance", 19, 51},
                             {"problems", "problems=other", 6, 51},
                             {"considerations", "considerations", 40, 91},
                             {"strategies", "strategies", 20, 91}}) {
    CAPTURE(row);
    const auto built = build_table(table, study.request());
    CHECK(count_in(built, row, "count") == count);
    CHECK(count_in(built, row, "of") == of);
  }
  CHECK(has_note(build_table("problems", study.request()), "4 contradictory answers"));
}

TEST_CASE("every survey figure that differs is explained by counting as the paper did") {
  if (is_skipped()) return;
  PublishedStudy study;

  const auto figures = faultline::reports::survey_figures(study.database);
  const auto reproduction = faultline::reports::compare_with_published({}, figures);

  int agree = 0;
  int differ = 0;
  int need_themes = 0;
  for (const auto& figure : reproduction.figures) {
    if (!figure.published->id.starts_with("survey.")) continue;
    CAPTURE(figure.published->id);
    using faultline::reports::FigureStatus;
    agree += figure.status == FigureStatus::kAgrees ? 1 : 0;
    need_themes += figure.status == FigureStatus::kNeedsData ? 1 : 0;
    if (figure.status != FigureStatus::kDiffers) continue;
    ++differ;
    CHECK(figure.is_known_difference);
  }
  CHECK(agree == 16);
  CHECK(differ == 16);
  CHECK(need_themes == 10);
  CHECK(figures.at("survey.onnx-users").computed.count == 38);
  CHECK(figures.at("survey.onnx-users").as_published.of == 92);
  CHECK(figures.at("survey.use.deployment").as_published.of == 54);
  CHECK(figures.at("survey.skipped-demographics").computed.count == 2);
}

TEST_CASE("a difference whose explanation does not give the published figure is not explained") {
  if (is_skipped()) return;
  PublishedStudy study;
  auto figures = faultline::reports::survey_figures(study.database);
  figures.at("survey.onnx-users").as_published.count = 40;

  const auto reproduction = faultline::reports::compare_with_published({}, figures);

  CHECK(reproduction.unexplained() == 1);
}
