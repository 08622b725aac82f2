#include "analysis/proportion.h"

#include <doctest/doctest.h>

#include <array>

#include "analysis/classification.h"
#include "analysis/summary.h"
#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("a share of nothing has no value and no interval") {
  CHECK_FALSE(proportion(0, 0).share);
  CHECK_FALSE(proportion(0, 0).interval);
  CHECK_FALSE(proportion_intervals(0, 0).clopper_pearson);
  CHECK_FALSE(two_proportions(0, 0, 1, 2).difference);
}

TEST_CASE("the Wilson interval of none and of all ends exactly at 0 and 1") {
  CHECK(proportion(0, 7).interval->low == 0);
  CHECK(proportion(7, 7).interval->high == 1);
}

TEST_CASE("a share refuses impossible counts and confidence levels") {
  CHECK_THROWS_AS(static_cast<void>(proportion(3, 2)), Error);
  CHECK_THROWS_AS(static_cast<void>(proportion(-1, 2)), Error);
  CHECK_THROWS_AS(static_cast<void>(proportion(1, 2, 0)), Error);
  CHECK_THROWS_AS(static_cast<void>(proportion(1, 2, 1)), Error);
}

TEST_CASE("one item is enough to know a population of one") {
  CHECK(sample_size(0.95, 0.05, 1).needed == 1);
  CHECK(sample_size(0.99, 0.003, 1, 0.3).needed == 1);
}

TEST_CASE("a share that is expected to be 0 needs no sample by the formula") {
  CHECK(sample_size(0.95, 0.05, 100, 0).needed == 0);
}

TEST_CASE("two groups without any item of interest differ by nothing and have no test") {
  const TwoProportions both = two_proportions(0, 10, 0, 20);

  CHECK(*both.difference == 0);
  CHECK_FALSE(both.z);
  CHECK_FALSE(both.p);
  CHECK(both.newcombe->low < 0);
  CHECK(both.newcombe->high > 0);
}

TEST_CASE("the difference that could have been found shrinks with the groups and the share") {
  CHECK(*detectable_difference(200, 200, 0.5) == doctest::Approx(0.1400793).epsilon(1e-6));
  CHECK(*detectable_difference(200, 200, 0.1) == doctest::Approx(0.0840476).epsilon(1e-6));
  CHECK(*detectable_difference(200, 50, 0.5) > *detectable_difference(200, 200, 0.5));
  CHECK_FALSE(detectable_difference(200, 0, 0.5));
  CHECK_FALSE(detectable_difference(2, 2, 0.5));
  CHECK_THROWS_AS(static_cast<void>(detectable_difference(1, 1, 1.5)), Error);
  CHECK_THROWS_AS(static_cast<void>(detectable_difference(1, 1, 0.5, 1)), Error);
}

TEST_CASE("the margin of error is the sample size the other way round") {
  for (const std::int64_t population : {300, 569, 100'000}) {
    const std::int64_t needed = sample_size(0.95, 0.05, population).needed;

    CHECK(*margin_of_error(needed, 0.95, population) <= 0.05);
    CHECK(*margin_of_error(needed - 1, 0.95, population) > 0.05);
  }
  CHECK(*margin_of_error(385, 0.95, std::nullopt) == doctest::Approx(0.04995).epsilon(1e-3));
}

TEST_CASE("whoever was asked whole has no margin of error, and nobody has none that is known") {
  CHECK(margin_of_error(91, 0.95, 91) == 0);
  CHECK_FALSE(margin_of_error(0, 0.95, 91));
  CHECK_THROWS_AS(static_cast<void>(margin_of_error(92, 0.95, 91)), Error);
}

TEST_CASE("precision has no value where nothing was judged positive") {
  const ClassificationMetrics metrics = classification_metrics(0, 0, 0, 5);

  CHECK_FALSE(metrics.precision.share);
  CHECK_FALSE(metrics.recall.interval);
  CHECK_FALSE(metrics.f1);
  CHECK(*metrics.accuracy.share == 1);
}

TEST_CASE("a summary of one value has no standard deviation, one of none only its size") {
  const Summary one = summarize(std::array{4.5});
  const Summary none = summarize({});

  CHECK(*one.median == 4.5);
  CHECK(*one.q3 == 4.5);
  CHECK_FALSE(one.sd);
  CHECK(none.n == 0);
  CHECK_FALSE(none.mean);
  CHECK_FALSE(none.max);
}

}  // namespace faultline::analysis
