#include "reports/tables/trend.h"

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

/// Failures in the first and the third quarter of 2020, one labelled issue that nobody knows the
/// day of, and one issue without a label.
struct ThreeQuarters : TableStudy {
  ThreeQuarters() : TableStudy(test::small_codebook()) {
    add("2020-01-01T00:00:00Z", kTorch, 1, "type/node");
    add("2020-02-11T08:00:00Z", kTorch, 2, "shape");
    add("2020-03-31T23:59:59Z", kTensorFlow, 1, "type");
    add("2020-07-01T00:00:00Z", kTensorFlow, 2, "typo");
    label("ana", kTorch, 3, "cause", "other");
    add_issue(kTorch, 4, {.created_at = "2018-01-01T00:00:00Z"});
  }

  [[nodiscard]] Table trend(const std::string& dimension) {
    TableRequest asked = request();
    asked.dimension = dimension;
    return trend_table(asked);
  }

 private:
  void add(const std::string& opened, const std::string& repository, std::int64_t number,
           const std::string& code) {
    add_issue(repository, number, {.created_at = opened});
    label("ana", repository, number, "cause", code);
  }
};

}  // namespace

TEST_CASE("failures are counted by the quarter of their issue, quarters without one included") {
  ThreeQuarters study;

  const Table table = study.trend("cause");

  CHECK(test::row_ids(table) == Texts{"2020-Q1", "2020-Q1 type", "2020-Q1 shape",
                                      "2020-Q1 other-binned", "2020-Q2", "2020-Q3", "2020-Q3 type",
                                      "2020-Q3 shape", "2020-Q3 other-binned", "total"});
  CHECK(count_in(table, "2020-Q1", "torch.onnx") == 2);
  CHECK(count_in(table, "2020-Q1", "tf2onnx") == 1);
  CHECK(count_in(table, "2020-Q1 type", "total") == 2);
  CHECK(count_in(table, "2020-Q2", "total") == 0);
  CHECK(count_in(table, "2020-Q3 other-binned", "tf2onnx") == 1);
  CHECK(count_in(table, "total", "total") == 4);
}

TEST_CASE("a code's share is of the quarter's failures, with its Wilson interval") {
  ThreeQuarters study;

  const Table table = study.trend("cause");

  const auto share = std::get<Estimate>(cell(table, "2020-Q1 type", "share"));
  CHECK(share.value == doctest::Approx(2.0 / 3));
  CHECK(share.low == doctest::Approx(0.207655).epsilon(1e-5));
  CHECK(share.high == doctest::Approx(0.938508).epsilon(1e-5));
  CHECK(std::holds_alternative<std::monostate>(cell(table, "2020-Q2", "share")));
}

TEST_CASE("every count of the trend leads to exactly its issues") {
  ThreeQuarters study;

  const Table table = study.trend("cause");

  const auto row = [&](std::size_t place) { return table.rows[place].where; };
  CHECK(row(0) == Texts{"--where", "cause=any", "--period", "2020-Q1"});
  CHECK(row(1) == Texts{"--where", "cause=type", "--period", "2020-Q1"});
  CHECK(row(9) == Texts{"--where", "cause=any", "--period", "2020-Q1..2020-Q3"});
}

TEST_CASE("the trend's notes say what dates a failure, and what has no date") {
  ThreeQuarters study;

  const Table table = study.trend("cause");

  REQUIRE(table.notes.size() == 5);
  CHECK(table.notes[0] ==
        "An issue counts in the quarter (UTC) in which it was opened; shares are of the quarter's "
        "failures.");
  CHECK(table.notes[1] ==
        "Not counted, since it is not known when they were opened: 1 labelled issue. `faultline "
        "collect` brings the dates.");
  CHECK(table.notes[3] == "1 issue is without such a label, not counted.");
}

TEST_CASE("without a dated failure the trend has no rows, and says so") {
  ThreeQuarters study;

  const Table table = study.trend("stage");

  CHECK(table.rows.empty());
  CHECK(table.title == "Failures by quarter and stage");
  CHECK(test::thrown_error([&] { static_cast<void>(study.trend("symptom")); }).message() ==
        "the codebook 'small' has no dimension 'symptom'");
}

TEST_CASE("the trend is of the codebook's first dimension where none is named") {
  ThreeQuarters study;

  CHECK(build_table("trend", study.request()).title == "Failures by quarter and stage");
}

}  // namespace faultline::reports
