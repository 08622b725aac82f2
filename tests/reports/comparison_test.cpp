#include "reports/comparison/comparison_table.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "reports/study_tables.h"
#include "support/thrown_error.h"

namespace faultline::reports {

namespace {

using test::cell;
using test::count_in;
using test::number_in;
using test::TableStudy;

/// Reads a side as the command does.
ComparedSide side_of(TableStudy& study, const std::string& name, const SideScope& scope = {}) {
  ComparedSide side = read_side(study.database, study.codebook, scope);
  side.name = name;
  side.origin = name;
  return side;
}

/// `count` failures of one stage, from issue `first` on.
void add(TableStudy& study, const std::string& rater, std::int64_t first, std::int64_t count,
         const std::string& stage) {
  for (std::int64_t issue = first; issue < first + count; ++issue) {
    study.label(rater, TableStudy::kTorch, issue, "stage", stage);
  }
}

ComparedSide named(ComparedSide side, const std::string& name) {
  side.name = name;
  return side;
}

Table stage_table(const ComparedSide& a, const ComparedSide& b, const data::Codebook& codebook) {
  const Comparison comparison = compare(a, b, codebook, Binning::kAsInCodebook, "stage");
  return comparison_table(a, b, comparison.dimensions.at(0), 2024);
}

bool notes(const Table& table, const std::string& words) {
  for (const std::string& note : table.notes) {
    if (note.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the published study compared with itself differs in nothing") {
  const data::Codebook codebook = test::builtin_codebook();
  const ComparedSide published = named(published_side({}), "published");

  const Comparison comparison = compare(published, published, codebook, Binning::kAsInCodebook);

  REQUIRE(comparison.dimensions.size() == 3);
  for (const ComparedDimension& dimension : comparison.dimensions) {
    CAPTURE(dimension.id);
    CHECK(dimension.of_a == 200);
    CHECK(comparison_words(published, published, dimension) ==
          "Nothing differs: both sides are the same figures.");
    for (const ComparedCode& code : dimension.codes) CHECK_FALSE(code.differs());
  }
}

TEST_CASE("the published side counts what tables 8, 9 and 14 print, in total and by converter") {
  const ComparedSide all = published_side({});
  const ComparedSide one = published_side("tf2onnx");

  CHECK(all.dimensions.at("cause").codes.at("incompatibility/external") == 55);
  CHECK(all.dimensions.at("cause").failures == 200);
  CHECK(one.dimensions.at("stage").codes.at("optimization") == 14);
  CHECK(one.dimensions.at("symptom").failures == 100);
  CHECK(test::says(test::thrown_error([] { static_cast<void>(published_side("tf2onx")); }),
                   "the nearest one is 'tf2onnx'"));
}

TEST_CASE("failures of compilers stand beside the published ones, in symptom and cause") {
  const data::Codebook codebook = test::builtin_codebook();
  const ComparedSide compilers = named(dl_compilers_side(), "dl-compilers");
  const ComparedSide published = named(published_side({}), "published");

  const Comparison comparison = compare(compilers, published, codebook, Binning::kAsInCodebook);

  REQUIRE(comparison.dimensions.size() == 2);
  CHECK(comparison.dimensions_left_out == std::vector<std::string>{"stage"});
  const Table symptom = comparison_table(compilers, published, comparison.dimensions[0], 1);
  const Table cause = comparison_table(compilers, published, comparison.dimensions[1], 1);
  CHECK(count_in(symptom, "crash", "a") == 226);
  CHECK(count_in(symptom, "other-binned", "a") == 33);
  CHECK(count_in(symptom, "total", "a") == 359);
  CHECK(count_in(cause, "incompatibility", "a") == 25);
  CHECK(count_in(cause, "incompatibility", "b") == 57);
  CHECK(count_in(cause, "other-binned", "a") == 98);
  // Codes that neither source tells apart.
  CHECK(std::holds_alternative<std::monostate>(cell(cause, "typo", "a")));
  CHECK(number_in(cause, "incompatibility", "p_holm") < 0.001);
}

TEST_CASE("a difference of two independent samples has Newcombe's interval and Holm's p-values") {
  TableStudy old_study;
  TableStudy new_study;
  add(old_study, "ana", 1, 56, "export");
  add(old_study, "ana", 57, 14, "optimization");
  add(new_study, "ana", 101, 48, "export");
  add(new_study, "ana", 149, 32, "optimization");

  const Table table =
      stage_table(side_of(old_study, "old"), side_of(new_study, "new"), old_study.codebook);

  // Newcombe 1998, table II: 56/70 against 48/80 is 0.2 [0.0524, 0.3339] by method 10.
  const auto difference = std::get<Estimate>(cell(table, "export", "difference"));
  CHECK(difference.value == doctest::Approx(-0.2));
  CHECK(difference.low == doctest::Approx(-0.3339).epsilon(1e-3));
  CHECK(difference.high == doctest::Approx(-0.0524).epsilon(1e-3));
  CHECK(std::get<std::string>(cell(table, "export", "test")) == "chi-square");
  const double p = number_in(table, "export", "p");
  CHECK(p == doctest::Approx(0.0080).epsilon(0.05));
  CHECK(number_in(table, "export", "p_holm") == doctest::Approx(2 * p));
  CHECK(notes(table, "2 of 2 differ"));
  CHECK(notes(table, "export: 56 of 70 (80%) in A, 48 of 80 (60%) in B, 20 points less [5, 33]"));
  CHECK(notes(table, "The samples are taken as independent."));
}

TEST_CASE("few failures are compared exactly, and what they could have shown is said") {
  TableStudy old_study;
  TableStudy new_study;
  add(old_study, "ana", 1, 3, "export");
  add(old_study, "ana", 4, 7, "optimization");
  add(new_study, "ana", 101, 5, "export");
  add(new_study, "ana", 106, 5, "optimization");

  const Table table =
      stage_table(side_of(old_study, "old"), side_of(new_study, "new"), old_study.codebook);

  CHECK(std::get<std::string>(cell(table, "export", "test")) == "Fisher, exact");
  CHECK(number_in(table, "export", "p") == doctest::Approx(0.6499).epsilon(1e-3));
  CHECK(notes(table, "No code differs. The 2 codes in use cannot be told apart"));
  CHECK(notes(table, "With 10 and 10 failures, a difference of 63 points"));
}

TEST_CASE("two raters of one study are paired over the issues that both labelled") {
  TableStudy study;
  add(study, "ana", 1, 20, "export");
  add(study, "ana", 21, 10, "optimization");
  add(study, "ana", 31, 5, "validation");
  add(study, "ben", 1, 11, "export");
  add(study, "ben", 12, 9, "optimization");
  add(study, "ben", 21, 10, "optimization");

  const ComparedSide a = side_of(study, "ana", {.rater = "ana"});
  const ComparedSide b = side_of(study, "ben", {.rater = "ben"});
  const Comparison comparison = compare(a, b, study.codebook, Binning::kAsInCodebook, "stage");
  const ComparedDimension& stage = comparison.dimensions[0];
  const Table table = comparison_table(a, b, stage, 1);

  CHECK(stage.paired);
  CHECK(stage.shared == 30);
  CHECK(stage.exchanged == 9);
  CHECK(stage.left_out_a == 5);
  CHECK(count_in(table, "export", "a") == 20);
  CHECK(count_in(table, "export", "b") == 11);
  CHECK(count_in(table, "validation", "a") == 0);
  CHECK(std::get<std::string>(cell(table, "export", "test")) == "McNemar, exact");
  CHECK(number_in(table, "export", "p") == doctest::Approx(2 * 1.0 / 512));
  CHECK(
      notes(table, "the same 30 issues, and only these count. Left out: 5 of A alone and 0 of B"));
  CHECK(notes(table, "Bowker's test of symmetry, chi-square 9.000"));
}

TEST_CASE("a side compared with itself differs in nothing") {
  TableStudy study;
  add(study, "ana", 1, 4, "export");
  add(study, "ana", 5, 3, "optimization");
  const ComparedSide side = side_of(study, "ana");

  const Table table = stage_table(side, side, study.codebook);

  CHECK(table.notes.front() == "Nothing differs: all 7 issues have the same code on both sides.");
}

TEST_CASE("periods of one study that overlap are refused, others are compared") {
  TableStudy study;
  study.add_issue(TableStudy::kTorch, 1, {.created_at = "2019-05-01T00:00:00Z"});
  study.add_issue(TableStudy::kTorch, 2, {.created_at = "2020-05-01T00:00:00Z"});
  add(study, "ana", 1, 2, "export");
  const auto period = [&](const char* text) {
    ComparedSide side = side_of(study, text, {.period = data::parse_period(text)});
    side.origin = "the study";
    return side;
  };

  const Table apart = stage_table(period("2019"), period("2020"), study.codebook);

  CHECK(count_in(apart, "export", "a") == 1);
  CHECK(count_in(apart, "export", "b") == 1);
  const Error overlap = test::thrown_error(
      [&] { stage_table(period("2019"), period("2019..2020"), study.codebook); });
  CHECK(overlap.message() ==
        "'2019' and '2019..2020' hold 1 of the same issues, with the same labels");
}

TEST_CASE("issues that stand on both sides by chance do not pair the samples, and are counted") {
  TableStudy one;
  TableStudy other;
  add(one, "ana", 1, 10, "export");
  add(other, "ben", 10, 10, "export");

  const Table table = stage_table(side_of(one, "one"), side_of(other, "other"), one.codebook);

  CHECK(count_in(table, "export", "a") == 10);
  CHECK(notes(table, "1 issue stands on both sides"));
}

TEST_CASE("a side without a label is not compared, and says so") {
  TableStudy empty;
  TableStudy other;
  add(other, "ben", 10, 10, "export");

  const Table table = stage_table(side_of(empty, "empty"), side_of(other, "other"), empty.codebook);

  CHECK(table.notes.front() ==
        "A has no failure with a label of this dimension, so nothing was compared.");
}

TEST_CASE("codebooks that differ are compared unbinned, with what each side knows") {
  TableStudy small(test::small_codebook());
  data::Codebook more = test::small_codebook();
  more.dimensions[0].codes.push_back({.id = "run",
                                      .parent = "",
                                      .name = "Run",
                                      .definition = "",
                                      .aliases = {},
                                      .key = "",
                                      .child_columns = {}});
  more.version = 2;
  TableStudy large(more);
  add(small, "ana", 1, 4, "export");
  add(large, "ana", 11, 3, "run");

  const Table table = stage_table(side_of(small, "small"), side_of(large, "large"), small.codebook);

  CHECK(test::row_ids(table) == std::vector<std::string>{"load", "export", "run", "total"});
  CHECK(std::holds_alternative<std::monostate>(cell(table, "run", "a")));
  CHECK(count_in(table, "run", "b") == 3);
  CHECK(notes(table, "All codes together were not tested"));
}

TEST_CASE("a converter that a study does not have is answered with the nearest") {
  TableStudy study;

  CHECK(test::says(
      test::thrown_error([&] { static_cast<void>(side_of(study, "x", {.converter = "tf2onx"})); }),
      "the nearest one is 'tf2onnx'"));
}

}  // namespace faultline::reports
