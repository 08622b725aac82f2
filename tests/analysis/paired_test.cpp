#include "analysis/paired.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("the interval of a paired difference is Newcombe's, as published for an example") {
  // Airway hyper-responsiveness before and after: Fagerland, Lydersen and Laake 2014 (Stat. Med.
  // 33, 2850) give -0.507 to -0.026 for "before minus after", here turned round.
  const auto result = paired_difference(ContingencyTable(2, 2, {1, 1, 7, 12}));

  REQUIRE(result);
  CHECK(result->difference == doctest::Approx(6.0 / 21));
  CHECK(result->interval.low == doctest::Approx(0.026).epsilon(0.02));
  CHECK(result->interval.high == doctest::Approx(0.507).epsilon(0.001));
}

TEST_CASE("a paired difference turns its sign with the judges") {
  const auto one = paired_difference(ContingencyTable(2, 2, {30, 9, 4, 57}));
  const auto other = paired_difference(ContingencyTable(2, 2, {30, 4, 9, 57}));

  CHECK(one->difference == doctest::Approx(-other->difference));
  CHECK(one->interval.low == doctest::Approx(-other->interval.high));
  CHECK(one->interval.high == doctest::Approx(-other->interval.low));
}

TEST_CASE("agreement makes the interval of a paired difference narrower") {
  const auto agreeing = paired_difference(ContingencyTable(2, 2, {48, 2, 2, 48}));
  const auto unrelated = paired_difference(ContingencyTable(2, 2, {25, 25, 25, 25}));

  CHECK(agreeing->interval.high < unrelated->interval.high / 2);
  CHECK(agreeing->difference == 0);
}

TEST_CASE("a paired difference of nothing has no value, and one of equal judges is 0") {
  CHECK_FALSE(paired_difference(ContingencyTable(2, 2, {0, 0, 0, 0})));
  const auto equal = paired_difference(ContingencyTable(2, 2, {5, 0, 0, 0}));
  CHECK(equal->difference == 0);
  CHECK(equal->interval.low < 0);
  CHECK_THROWS_AS(static_cast<void>(paired_difference(ContingencyTable(1, 2, {1, 2}))), Error);
}

TEST_CASE("Bowker's test of two codes is McNemar's, and grows with one-sided exchanges") {
  const SymmetryTest two = bowker(ContingencyTable(2, 2, {101, 59, 121, 33}));
  const SymmetryTest three = bowker(ContingencyTable(3, 3, {20, 10, 5, 3, 30, 15, 0, 5, 40}));

  CHECK(*two.statistic == doctest::Approx(21.355555555555554));
  CHECK(two.df == 1);
  CHECK(*two.p == doctest::Approx(3.815135865112596e-06));
  CHECK(*three.statistic == doctest::Approx(49.0 / 13 + 5 + 5));
  CHECK(three.df == 3);
}

TEST_CASE("Bowker's test has nothing to say where nothing was exchanged") {
  const SymmetryTest none = bowker(ContingencyTable(2, 2, {5, 0, 0, 4}));

  CHECK_FALSE(none.statistic);
  CHECK_FALSE(none.p);
  CHECK_THROWS_AS(static_cast<void>(bowker(ContingencyTable(1, 2, {1, 2}))), Error);
}

}  // namespace faultline::analysis
