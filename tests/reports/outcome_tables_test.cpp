#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "data/conversions.h"
#include "reports/study_tables.h"

/// The tables of what became of converted models.

namespace faultline::reports {

namespace {

using test::cell;
using test::count_in;
using test::has_note;
using test::TableStudy;

struct Conversions : TableStudy {
  data::Conversion& add(const std::string& converter, const std::string& model) {
    return all.emplace_back(
        data::Conversion{.converter = converter, .kind = "synthetic", .model = model});
  }
  void store() {
    database.transaction([&] {
      data::ConversionWriter writer(database);
      for (const data::Conversion& one : all) writer.add(one);
    });
  }

  std::vector<data::Conversion> all;
};

struct SixConversions : Conversions {
  SixConversions() {
    add("a", "1").error = "[ONNXRuntimeError] : 9 : no kernel for 'x_1'";
    add("a", "2").error = "[ONNXRuntimeError] : 9 : no kernel for 'y_2'";
    add("a", "3").error = "crash at 0x12";
    add("a", "4").max_abs_diff = 1e-4;
    add("a", "5").max_abs_diff = std::numeric_limits<double>::quiet_NaN();
    add("b", "1").differs = true;
    all[2].size = 15;
    all[3].size = 15;
    all[4].size = 20;
    store();
  }
};

}  // namespace

TEST_CASE("without conversions the tables say how to get some") {
  TableStudy study;

  for (const char* id : {"outcomes", "outcome-sizes", "outcome-tolerances", "conversion-errors"}) {
    CAPTURE(id);
    CHECK(has_note(study.table(id), "faultline conversions import FILE"));
    CHECK(study.table(id).rows.empty());
  }
}

TEST_CASE("outcomes are counted by converter and kind, with shares") {
  SixConversions study;

  const Table table = study.table("outcomes");

  CHECK(count_in(table, "models", "a.synthetic") == 5);
  CHECK(count_in(table, "load-failure", "a.synthetic") == 2);
  CHECK(count_in(table, "conversion-failure", "a.synthetic") == 1);
  CHECK(count_in(table, "mismatch", "a.synthetic") == 1);
  CHECK(count_in(table, "successful", "a.synthetic") == 1);
  CHECK(test::number_in(table, "load-failure", "a.synthetic.share") == doctest::Approx(0.4));
  CHECK(count_in(table, "mismatch", "b.synthetic") == 1);
  CHECK(has_note(table, "Of the 1 successful synthetic models of a, 1 have a difference"));
  CHECK(has_note(table, "Of b with synthetic models only is known whether outputs differ"));
}

TEST_CASE("another tolerance gives other outcomes, where the difference is known") {
  SixConversions study;
  TableRequest request = study.request();
  request.tolerance = 1e-3;

  const Table table = build_table("outcomes", request);

  CHECK(count_in(table, "mismatch", "a.synthetic") == 0);
  CHECK(count_in(table, "successful", "a.synthetic") == 2);
  CHECK(count_in(table, "mismatch", "b.synthetic") == 1);
}

TEST_CASE("outcomes are counted by the models' size") {
  SixConversions study;

  const Table table = study.table("outcome-sizes");

  CHECK(test::row_ids(table) == std::vector<std::string>{"a, synthetic, 15", "a, synthetic, 20"});
  CHECK(count_in(table, "a, synthetic, 15", "models") == 2);
  CHECK(count_in(table, "a, synthetic, 15", "mismatch") == 1);
}

TEST_CASE("mismatches fall as the tolerance rises") {
  SixConversions study;

  const Table table = study.table("outcome-tolerances");

  CHECK(table.rows.size() == 19);
  CHECK(count_in(table, "3e-5", "a.synthetic") == 1);
  CHECK(count_in(table, "1e-4", "a.synthetic") == 0);
  CHECK(test::number_in(table, "1e-9", "a.synthetic.share") == 1);
  CHECK(has_note(table, "1 models whose difference is not a number are left out"));
}

TEST_CASE("errors of one signature are one place, with the first as example") {
  SixConversions study;

  const Table table = study.table("conversion-errors");

  CHECK(test::row_ids(table) == std::vector<std::string>{"conversion-failure 1", "load-failure 1"});
  CHECK(count_in(table, "load-failure 1", "a.synthetic") == 2);
  CHECK(count_in(table, "load-failure 1", "b.synthetic") == 0);
  CHECK(std::get<std::string>(cell(table, "load-failure 1", "signature")) ==
        "[ONNXRuntimeError] : <n> : no kernel for <text>");
  CHECK(std::get<std::string>(cell(table, "load-failure 1", "example")) ==
        "[ONNXRuntimeError] : 9 : no kernel for 'x_1'");
}

}  // namespace faultline::reports
