#include "reports/tables/cross.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "reports/study_tables.h"

namespace faultline::reports {

namespace {

using test::count_in;
using test::TableStudy;
using Texts = std::vector<std::string>;

/// Six issues with both codes, one with a cause alone.
struct SixPairs : TableStudy {
  SixPairs() : TableStudy(test::small_codebook()) {
    pair(kTorch, 1, "type/node", "load");
    pair(kTorch, 2, "type", "load");
    pair(kTorch, 3, "shape", "export");
    pair(kTorch, 4, "typo", "export");
    pair(kTensorFlow, 1, "type/tensor", "export");
    pair(kTensorFlow, 2, "other", "load");
    label("ana", kTensorFlow, 3, "cause", "shape");
  }

  void pair(const std::string& repository, std::int64_t number, const std::string& cause,
            const std::string& stage) {
    label("ana", repository, number, "cause", cause);
    label("ana", repository, number, "stage", stage);
  }
};

}  // namespace

TEST_CASE("issues with both codes are counted by their pair and converter, with totals") {
  SixPairs study;

  const Table table = cross_table(study.request(), "cause", "stage", ByConverter::kYes);

  CHECK(table.id == "cause-stage");
  CHECK(test::column_ids(table) == Texts{"code", "name", "load.torch.onnx", "load.tf2onnx",
                                         "export.torch.onnx", "export.tf2onnx", "total.torch.onnx",
                                         "total.tf2onnx", "total"});
  CHECK(test::row_ids(table) == Texts{"type", "shape", "other-binned", "total"});
  const std::vector<std::vector<std::int64_t>> expected{
      {2, 0, 0, 1, 2, 1, 3}, {0, 0, 1, 0, 1, 0, 1}, {0, 1, 1, 0, 1, 1, 2}, {2, 1, 2, 1, 4, 2, 6}};
  for (std::size_t row = 0; row < expected.size(); ++row) {
    CAPTURE(row);
    for (std::size_t column = 0; column < expected[row].size(); ++column) {
      CAPTURE(column);
      CHECK(std::get<std::int64_t>(table.rows[row].values[2 + column]) == expected[row][column]);
    }
  }
  CHECK(test::has_note(table, "1 issue is without such a label"));
}

TEST_CASE("without converters there is one column a code, and with all codes one row each") {
  SixPairs study;
  TableRequest request = study.request();
  request.all_codes = true;

  const Table table = cross_table(request, "cause", "stage", ByConverter::kNo);

  CHECK(test::column_ids(table) == Texts{"code", "name", "load", "export", "total"});
  CHECK(test::row_ids(table) == Texts{"type", "shape", "typo", "other", "total"});
  CHECK(count_in(table, "type", "load") == 2);
  CHECK(count_in(table, "total", "total") == 6);
}

TEST_CASE("the notes test independence by chi-square, and by Fisher where counts are small") {
  TableStudy study(test::small_codebook());
  std::int64_t number = 0;
  const auto add = [&](int count, const char* cause, const char* stage) {
    for (int i = 0; i < count; ++i) {
      ++number;
      study.label("ana", study.kTorch, number, "cause", cause);
      study.label("ana", study.kTorch, number, "stage", stage);
    }
  };
  add(3, "type", "load");
  add(1, "type", "export");
  add(1, "shape", "load");
  add(3, "shape", "export");

  const Table table = cross_table(study.request(), "cause", "stage", ByConverter::kNo);

  // Fisher's tea tasting: chi-square 2, p 0.157; exact 34/70 = 0.486; V = sqrt(2/8) = 0.5.
  CHECK(test::has_note(table, "chi-square 2.000 with 1 degrees of freedom, p 0.157"));
  CHECK(test::has_note(table, "Cramer's V 0.500"));
  CHECK(test::has_note(table, "Fisher's exact test is to be preferred: p 0.486"));
}

TEST_CASE("independence is not tested where all issues have one code") {
  TableStudy study(test::small_codebook());
  study.label("ana", study.kTorch, 1, "cause", "type");
  study.label("ana", study.kTorch, 1, "stage", "load");

  CHECK(test::has_note(cross_table(study.request(), "cause", "stage", ByConverter::kYes),
                       "Independence was not tested"));
}

}  // namespace faultline::reports
