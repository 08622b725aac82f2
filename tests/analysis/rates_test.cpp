#include "analysis/rates.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "base/error.h"

namespace faultline::analysis {

namespace {
using Counts2 = std::array<std::int64_t, 2>;
using Counts3 = std::array<std::int64_t, 3>;
}  // namespace

TEST_CASE("rates without any event have no ratio and nothing to test") {
  const RateRatio rates = poisson_rate_ratio(0, 10, 0, 20);

  CHECK_FALSE(rates.ratio);
  CHECK(rates.p_exact == 1);
  CHECK(rates.p_exact_central == 1);
  CHECK(rates.interval.low == 0);
  CHECK(std::isinf(rates.interval.high));
}

TEST_CASE("the ratio to a rate without events is infinite, with a finite lower limit") {
  const RateRatio rates = poisson_rate_ratio(7, 90, 0, 60);

  CHECK(std::isinf(*rates.ratio));
  CHECK(std::isinf(rates.interval.high));
  CHECK(rates.interval.low == doctest::Approx(1 / 1.040720970144679).epsilon(1e-12));
}

TEST_CASE("exchanging the groups turns ratio and limits into their reciprocals") {
  const RateRatio rates = poisson_rate_ratio(11, 123, 25, 180);
  const RateRatio exchanged = poisson_rate_ratio(25, 180, 11, 123);

  CHECK(*exchanged.ratio == doctest::Approx(1 / *rates.ratio));
  CHECK(exchanged.interval.low == doctest::Approx(1 / rates.interval.high).epsilon(1e-12));
  CHECK(exchanged.p_exact == doctest::Approx(rates.p_exact).epsilon(1e-12));
}

TEST_CASE("rates refuse exposures that are not above 0") {
  CHECK_THROWS_AS(static_cast<void>(poisson_rate_ratio(1, 0, 1, 1)), Error);
  CHECK_THROWS_AS(static_cast<void>(poisson_homogeneity(Counts2{1, 2}, std::array{1.0, -1.0})),
                  Error);
  CHECK_THROWS_AS(static_cast<void>(poisson_homogeneity(Counts2{1, 2}, std::array{1.0})), Error);
}

TEST_CASE("homogeneity without events gives the rate 0 and nothing else") {
  const RateHomogeneity rates = poisson_homogeneity(Counts2{0, 0}, std::array{3.0, 4.0});

  CHECK(rates.pooled_rate == 0);
  CHECK(rates.df == 1);
  CHECK_FALSE(rates.likelihood_ratio);
  CHECK_FALSE(rates.p_pearson);
  CHECK_FALSE(rates.dispersion);
}

TEST_CASE("a single interval has no p and no dispersion") {
  const RateHomogeneity rates =
      poisson_homogeneity(std::array<std::int64_t, 1>{5}, std::array{2.0});

  CHECK(rates.df == 0);
  CHECK(*rates.pearson == 0);
  CHECK_FALSE(rates.p_pearson);
  CHECK_FALSE(rates.dispersion);
}

TEST_CASE("the exact multinomial test of two intervals is the exact binomial one") {
  const double multinomial = *multinomial_exact(Counts2{11, 25}, std::array{123.0, 180.0});

  CHECK(multinomial ==
        doctest::Approx(poisson_rate_ratio(11, 123, 25, 180).p_exact).epsilon(1e-12));
}

TEST_CASE("the exact multinomial test counts outcomes that are exactly as probable") {
  // Three equal intervals, one event in each: the most probable outcome. All in one: 3 of 27.
  CHECK(*multinomial_exact(Counts3{1, 1, 1}, std::array{0.1, 0.1, 0.1}) ==
        doctest::Approx(1).epsilon(1e-12));
  CHECK(*multinomial_exact(Counts3{0, 3, 0}, std::array{0.1, 0.1, 0.1}) ==
        doctest::Approx(3.0 / 27).epsilon(1e-12));
  CHECK(*multinomial_exact(Counts3{0, 0, 0}, std::array{1.0, 2.0, 3.0}) == 1);
}

TEST_CASE("the exact multinomial test gives up where it takes too much work") {
  CHECK_FALSE(multinomial_exact(Counts3{30, 40, 50}, std::array{1.0, 2.0, 4.0}, 100));
}

}  // namespace faultline::analysis
