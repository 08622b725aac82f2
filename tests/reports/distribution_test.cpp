#include "reports/tables/distribution.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "reports/study_tables.h"
#include "support/thrown_error.h"

namespace faultline::reports {

namespace {

using test::cell;
using test::count_in;
using test::TableStudy;
using Texts = std::vector<std::string>;

/// Seven issues with a cause and one without.
struct SevenCauses : TableStudy {
  SevenCauses() : TableStudy(test::small_codebook()) {
    label("ana", kTorch, 1, "cause", "type");
    label("ana", kTorch, 2, "cause", "type/node");
    label("ana", kTorch, 3, "cause", "type/tensor");
    label("ana", kTorch, 4, "cause", "shape");
    label("ana", kTorch, 5, "cause", "typo");
    label("ana", kTensorFlow, 1, "cause", "type/node");
    label("ana", kTensorFlow, 2, "cause", "other");
    label("ana", kTorch, 6, "stage", "load");
  }
};

}  // namespace

TEST_CASE(
    "codes are counted by converter, a parent counts its children, rare codes stand together") {
  SevenCauses study;

  const Table table = distribution_table(study.request(), "cause");

  CHECK(table.id == "cause");
  CHECK(test::column_ids(table) ==
        Texts{"code", "name", "torch.onnx", "tf2onnx", "total", "share"});
  CHECK(test::row_ids(table) == Texts{"type", "type/node", "type/tensor", "shape", "other-binned",
                                      "typo", "other", "total"});
  const std::vector<std::vector<std::int64_t>> expected{{3, 1, 4}, {1, 1, 2}, {1, 0, 1}, {1, 0, 1},
                                                        {1, 1, 2}, {1, 0, 1}, {0, 1, 1}, {5, 2, 7}};
  for (std::size_t row = 0; row < expected.size(); ++row) {
    CAPTURE(row);
    for (std::size_t column = 0; column < 3; ++column) {
      CHECK(std::get<std::int64_t>(table.rows[row].values[2 + column]) == expected[row][column]);
    }
  }
  CHECK(table.rows[1].level == 1);
  CHECK(table.rows[4].level == 0);
  CHECK(table.rows[5].level == 1);
  CHECK(table.rows[7].is_total);
}

TEST_CASE("shares are of all labelled issues, with a Wilson interval") {
  SevenCauses study;

  const Table table = distribution_table(study.request(), "cause");

  const auto share = std::get<Estimate>(cell(table, "type", "share"));
  CHECK(share.value == doctest::Approx(4.0 / 7));
  CHECK(share.low == doctest::Approx(0.250458).epsilon(1e-5));
  CHECK(share.high == doctest::Approx(0.841780).epsilon(1e-5));
  CHECK(std::get<double>(cell(table, "total", "share")) == 1.0);
}

TEST_CASE(
    "the notes say whose labels were counted, how many issues had none, and how to open one") {
  SevenCauses study;

  const Table table = distribution_table(study.request(), "cause");

  CHECK(table.notes ==
        Texts{"Labels of rater ana.", "1 issue is without such a label, not counted.",
              "Every count can be opened, for example: `faultline issues --where cause=type "
              "--converter torch.onnx` lists the 3 issues."});
}

TEST_CASE("with all codes, rare ones stand on their own") {
  SevenCauses study;
  TableRequest request = study.request();
  request.all_codes = true;

  const Table table = distribution_table(request, "cause");

  CHECK(test::row_ids(table) ==
        Texts{"type", "type/node", "type/tensor", "shape", "typo", "other", "total"});
  CHECK(table.rows[4].level == 0);
}

TEST_CASE("the labels of the rater that is asked for count, else the consensus before the first") {
  SevenCauses study;
  study.label("ben", study.kTorch, 1, "cause", "shape");
  study.label("consensus", study.kTorch, 2, "cause", "shape");
  TableRequest of_ben = study.request();
  of_ben.rater = "ben";

  const Table settled = distribution_table(study.request(), "cause");
  const Table bens = distribution_table(of_ben, "cause");

  CHECK(count_in(settled, "shape", "total") == 2);
  CHECK(count_in(settled, "type/node", "total") == 1);
  CHECK(test::has_note(settled, "Labels of rater consensus, else ana."));
  CHECK(count_in(bens, "total", "total") == 1);
  CHECK(test::has_note(bens, "7 issues are without such a label"));
}

TEST_CASE("a study without labels has a table of zeros without shares") {
  TableStudy study(test::small_codebook());

  const Table table = distribution_table(study.request(), "stage");

  CHECK(count_in(table, "total", "total") == 0);
  CHECK(std::holds_alternative<std::monostate>(cell(table, "total", "share")));
  CHECK(std::holds_alternative<std::monostate>(cell(table, "load", "share")));
  CHECK(table.notes == Texts{"Labels of no rater yet."});
}

TEST_CASE("a converter whose repository was changed has one column, with the issues of both") {
  SevenCauses study;
  data::StudyFile changed = data::parse_study_file(data::study_file_template(), "study.toml");
  changed.converters[0].repository = "pytorch/onnx";
  study.database.transaction([&] { data::store_repositories(study.database, changed); });
  study.label("ana", "pytorch/onnx", 1, "cause", "shape");

  const Table table = distribution_table(study.request(), "cause");

  CHECK(test::column_ids(table) ==
        Texts{"code", "name", "torch.onnx", "tf2onnx", "total", "share"});
  CHECK(count_in(table, "shape", "torch.onnx") == 2);
}

TEST_CASE("labels with a code that the codebook no longer has are not counted, and noted") {
  SevenCauses study;
  study.codebook.dimensions[1].codes.erase(study.codebook.dimensions[1].codes.begin() + 3);

  const Table table = distribution_table(study.request(), "cause");

  CHECK(count_in(table, "total", "total") == 6);
  CHECK(test::has_note(table, "2 issues are without such a label"));
}

TEST_CASE("a dimension that the codebook lacks is refused") {
  SevenCauses study;

  const Error error =
      test::thrown_error([&] { return distribution_table(study.request(), "symptom"); });

  CHECK(error.message() == "the codebook 'small' has no dimension 'symptom'");
}

TEST_CASE("an unknown table is refused with the nearest one") {
  SevenCauses study;

  const Error error = test::thrown_error([&] { return study.table("causes"); });

  CHECK(error.message() == "there is no table 'causes'");
  CHECK(test::says(error, "the nearest one is 'cause'"));
}

}  // namespace faultline::reports
