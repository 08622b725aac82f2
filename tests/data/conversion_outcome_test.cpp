#include "data/conversion_outcome.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "data/conversions.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::data {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Conversion conversion(const std::string& model = "m") {
  return {.converter = "tf2onnx", .kind = "synthetic", .model = model};
}

}  // namespace

TEST_CASE("errors of the runtime are load failures, all others conversion failures") {
  Conversion failed = conversion();

  failed.error = "[ONNXRuntimeError] : 1 : FAIL";
  CHECK(outcome_of(failed, 0) == Outcome::kLoadFailure);
  failed.error = "Did not complete.";
  CHECK(outcome_of(failed, 0) == Outcome::kConversionFailure);
  failed.error = "";
  CHECK(outcome_of(failed, 0) == Outcome::kConversionFailure);
}

TEST_CASE("a difference is a mismatch above the tolerance, not at it") {
  Conversion compared = conversion();

  compared.max_abs_diff = 1e-7;
  CHECK(outcome_of(compared, 1e-7) == Outcome::kSuccessful);
  CHECK(outcome_of(compared, 9e-8) == Outcome::kMismatch);
  compared.max_abs_diff = kInfinity;
  CHECK(outcome_of(compared, 1) == Outcome::kMismatch);
  compared.max_abs_diff = kNan;
  CHECK(outcome_of(compared, 0) == Outcome::kSuccessful);
  CHECK(compared.diff_is_nan());
}

TEST_CASE("a stated failure holds, and what was stated else gives way to the difference") {
  Conversion stated = conversion();

  stated.stated = Outcome::kWrapperFailure;
  stated.error = "[ONNXRuntimeError]";
  CHECK(outcome_of(stated, 0) == Outcome::kWrapperFailure);
  stated = conversion();
  stated.stated = Outcome::kMismatch;
  CHECK(outcome_of(stated, 0) == Outcome::kMismatch);
  stated.max_abs_diff = 0.5;
  CHECK(outcome_of(stated, 1) == Outcome::kSuccessful);
  stated = conversion();
  stated.differs = true;
  CHECK(outcome_of(stated, 1) == Outcome::kMismatch);
}

TEST_CASE("a tolerance is a number of at least 0") {
  CHECK(parse_tolerance("1e-7") == 1e-7);
  CHECK(parse_tolerance("0") == 0);
  for (const char* wrong : {"", "x", "-1", "1e-7x", "nan", "inf"}) {
    CAPTURE(wrong);
    CHECK(test::says(test::thrown_error([&] { return parse_tolerance(wrong); }),
                     "is not a tolerance"));
  }
}

TEST_CASE("conversions are read back as they were written, NaN and infinity too") {
  test::StudyFixture study;
  Conversion nan = conversion("a");
  nan.max_abs_diff = kNan;
  nan.size = 15;
  Conversion infinite = conversion("b");
  infinite.max_abs_diff = kInfinity;
  infinite.tolerance = 0.5;
  Conversion failed = conversion("c");
  failed.error = "it's broken";
  failed.stated = Outcome::kLoadFailure;
  Conversion told = conversion("d");
  told.differs = true;

  study.database.transaction([&] {
    ConversionWriter writer(study.database);
    for (const Conversion& one : {nan, infinite, failed, told}) {
      CHECK(writer.add(one) == ConversionWriter::Result::kAdded);
    }
  });

  const std::vector<Conversion> all = conversions(study.database);
  REQUIRE(all.size() == 4);
  CHECK(count_conversions(study.database) == 4);
  CHECK(all[0].model == "b");
  CHECK(all[0].max_abs_diff == kInfinity);
  CHECK(all[0].tolerance == 0.5);
  CHECK(all[1].error == "it's broken");
  CHECK(all[1].stated == Outcome::kLoadFailure);
  CHECK(all[2].differs == true);
  CHECK(std::isnan(*all[3].max_abs_diff));
  CHECK(all[3].size == 15);
}

TEST_CASE("the same result again is known, another one for the same model is told") {
  test::StudyFixture study;
  Conversion first = conversion();
  first.max_abs_diff = kNan;
  Conversion other = conversion();
  other.max_abs_diff = 1;
  Conversion lax = first;
  lax.tolerance = 0.25;
  Conversion larger = first;
  larger.size = 20;

  study.database.transaction([&] {
    ConversionWriter writer(study.database);
    CHECK(writer.add(first) == ConversionWriter::Result::kAdded);
    CHECK(writer.add(first) == ConversionWriter::Result::kKnown);
    CHECK(writer.add(lax) == ConversionWriter::Result::kOtherTolerance);
    CHECK(writer.add(other) == ConversionWriter::Result::kDifferent);
    CHECK(writer.add(larger) == ConversionWriter::Result::kAdded);
  });

  CHECK(count_conversions(study.database) == 2);
}

}  // namespace faultline::data
