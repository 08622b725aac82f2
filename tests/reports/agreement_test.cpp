#include "reports/agreement.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/samples.h"
#include "reports/study_tables.h"
#include "reports/tables/agreement.h"
#include "support/thrown_error.h"

namespace faultline::reports {

namespace {

using test::TableStudy;
using Texts = std::vector<std::string>;

struct Raters : TableStudy {
  Raters() : TableStudy(test::small_codebook()) {}

  /// Gives issues 1, 2, ... the stages of one rater: l for load, e for export, - for none.
  void rate(const std::string& rater, const std::string& stages) {
    for (std::size_t i = 0; i < stages.size(); ++i) {
      if (stages[i] == '-') continue;
      label(rater, kTorch, static_cast<std::int64_t>(i + 1), "stage",
            stages[i] == 'l' ? "load" : "export");
    }
  }

  const data::Dimension& stage() { return codebook.dimensions[0]; }
};

}  // namespace

TEST_CASE("two raters are compared over the issues that both labelled") {
  Raters study;
  study.rate("ana", "llee-e");
  study.rate("ben", "leeel-");

  const PairAgreement pair = pair_agreement(study.database, study.stage(), "ana", "ben");

  // Three of four agree; ana has 2 of each, ben 1 and 3: chance 0.5, kappa (0.75 - 0.5) / 0.5.
  CHECK(pair.kappa.items == 4);
  CHECK(pair.labelled_by_one == 2);
  CHECK(pair.kappa.observed_agreement == doctest::Approx(0.75));
  CHECK(*pair.kappa.kappa == doctest::Approx(0.5));
  CHECK(pair.codes == Texts{"load", "export"});
  CHECK(pair.confusion.at(0, 0) == 1);
  CHECK(pair.confusion.at(0, 1) == 1);
  CHECK(pair.confusion.at(1, 0) == 0);
  CHECK(pair.confusion.at(1, 1) == 2);
  REQUIRE(pair.disagreements.size() == 1);
  CHECK(pair.disagreements[0].repository == study.kTorch);
  CHECK(pair.disagreements[0].issue == 2);
  CHECK(pair.disagreements[0].first_code == "load");
  CHECK(pair.disagreements[0].second_code == "export");
}

TEST_CASE("a code that only an older codebook has is a code too") {
  Raters study;
  study.rate("ana", "le");
  study.rate("ben", "le");
  study.codebook.dimensions[0].codes.pop_back();

  const PairAgreement pair = pair_agreement(study.database, study.stage(), "ana", "ben");

  CHECK(pair.codes == Texts{"load", "export"});
  CHECK(*pair.kappa.kappa == doctest::Approx(1.0));
}

TEST_CASE("the table has a row for each pair of raters and dimension that they share") {
  Raters study;
  study.rate("ana", "llee");
  study.rate("ben", "leee");
  study.rate("consensus", "llee");

  const Table table = agreement_table(study.request());

  REQUIRE(table.rows.size() == 1);
  CHECK(std::get<std::string>(table.rows[0].values[1]) == "ana, ben");
  CHECK(test::count_in(table, "stage", "issues") == 4);
  CHECK(test::count_in(table, "stage", "disagreements") == 1);
  CHECK(test::number_in(table, "stage", "agreement") == doctest::Approx(0.75));
  CHECK(test::number_in(table, "stage", "kappa") == doctest::Approx(0.5));
  CHECK(test::column_ids(table).back() == "alpha");
}

TEST_CASE("three raters have a row of their own, with Fleiss' kappa over what all have labelled") {
  Raters study;
  study.rate("ana", "llee");
  study.rate("ben", "lleel");
  study.rate("cid", "leee");

  const GroupAgreement group =
      *measure_agreement(study.database, study.stage(), {"ana", "ben", "cid"}).group;
  const Table table = agreement_table(study.request());

  CHECK(group.labelled_by_all == 4);
  // Agreement per issue 1, 1/3, 1, 1: mean 5/6; codes 5/12 and 7/12: chance 74/144.
  CHECK(*group.fleiss_kappa == doctest::Approx((5.0 / 6 - 74.0 / 144) / (1 - 74.0 / 144)));
  REQUIRE(table.rows.size() == 4);
  CHECK(std::get<std::string>(table.rows[3].values[1]) == "all 3");
  CHECK(test::column_ids(table).back() == "fleiss_kappa");
  CHECK(std::get<double>(table.rows[3].values.back()) == doctest::Approx(*group.fleiss_kappa));
}

TEST_CASE("where both raters used one code throughout, kappa is empty and a note says why") {
  Raters study;
  study.rate("ana", "ll");
  study.rate("ben", "ll-e");

  const Table table = agreement_table(study.request());

  CHECK(std::holds_alternative<std::monostate>(test::cell(table, "stage", "kappa")));
  CHECK(test::number_in(table, "stage", "agreement") == 1.0);
  CHECK(test::has_note(table, "Kappa and alpha of stage (ana, ben) are undefined"));
  CHECK(
      test::has_note(table, "stage (ana, ben): 1 issue that only one of them labelled left out."));
}

TEST_CASE("agreement of one rater, or of raters without a common issue, is said to be missing") {
  Raters study;
  study.rate("ana", "l");

  CHECK(test::has_note(agreement_table(study.request()), "Agreement needs two raters"));
  study.rate("ben", "-l");
  const Table table = agreement_table(study.request());
  CHECK(table.rows.empty());
  CHECK(test::has_note(table, "No issue was labelled by two raters."));
}

TEST_CASE("agreement can be that of a tranche, without labels made with suggestions") {
  Raters study;
  study.rate("ana", "llee");
  study.rate("ben", "lele");
  study.label("ana", study.kTorch, 5, "stage", "load", {.assisted = true});
  study.label("ben", study.kTorch, 5, "stage", "load");
  const std::vector<std::int64_t> tranche{study.add_issue(study.kTorch, 2),
                                          study.add_issue(study.kTorch, 4),
                                          study.add_issue(study.kTorch, 5)};
  study.database.transaction([&] {
    const std::int64_t id =
        data::add_sample(study.database, "overlap", data::SampleKind::kOverlap, 1, test::kNow);
    data::append_to_sample(study.database, id, tranche);
  });
  TableRequest request = study.request();
  request.tranche = "overlap";

  const Table all = agreement_table(request);
  request.without_assisted = true;
  const Table without = agreement_table(request);
  request.tranche = "overlp";

  CHECK(all.title == "Agreement of raters per dimension, in the tranche overlap");
  CHECK(test::count_in(all, "stage", "issues") == 3);
  CHECK(test::count_in(all, "stage", "disagreements") == 1);
  CHECK(test::has_note(all, "of the labels of these 3 issues, 1 of ana and 0 of ben were made"));
  CHECK(test::count_in(without, "stage", "issues") == 2);
  CHECK(test::has_note(without, "1 issue left out for a label that was made while suggestions"));
  CHECK(test::says(test::thrown_error([&] { return agreement_table(request); }),
                   "the nearest one is 'overlap'"));
}

TEST_CASE("the codes that two raters confuse are told, the most frequent first") {
  Raters study;
  study.rate("ana", "leeel");
  study.rate("ben", "elllel");

  const PairAgreement pair = pair_agreement(study.database, study.stage(), "ana", "ben");

  REQUIRE(pair.confusions.size() == 2);
  CHECK(pair.confusions[0].first_code == "export");
  CHECK(pair.confusions[0].second_code == "load");
  CHECK(pair.confusions[0].issues == 3);
  CHECK(pair.confusions[1].issues == 2);
}

TEST_CASE("a rater who has labelled nothing is neither compared nor counted") {
  Raters study;
  study.database.transaction(
      [&] { static_cast<void>(data::find_or_add_rater(study.database, "dora")); });
  study.rate("ana", "ll");
  study.rate("ben", "le");

  CHECK(raters_to_compare(study.database, {}) == Texts{"ana", "ben"});
  CHECK(data::prefer_rater(study.database, std::nullopt).description == "rater ana");
}

TEST_CASE("the raters to compare are those named, checked, else all but the consensus") {
  Raters study;
  study.rate("published", "l");
  study.rate("consensus", "l");
  study.rate("ben", "l");
  const auto error = [&](const std::string& name) {
    return test::thrown_error([&] { return raters_to_compare(study.database, {"ben", name}); });
  };

  CHECK(raters_to_compare(study.database, {}) == Texts{"published", "ben"});
  CHECK(raters_to_compare(study.database, {"ben", "consensus"}) == Texts{"ben", "consensus"});
  CHECK(test::says(error("publishd"), "the nearest one is 'published'"));
  CHECK(test::says(error("x"), "its raters are: published, consensus, ben"));
}

}  // namespace faultline::reports
