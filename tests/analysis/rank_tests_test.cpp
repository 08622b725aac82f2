#include "analysis/rank_tests.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "analysis/midranks.h"
#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("values that are the same share the mean of their ranks") {
  CHECK(doubled_midranks(std::array{3.0, 1.0, 3.0, 2.0}) == std::vector<std::int64_t>{7, 2, 7, 4});
  CHECK(tie_sizes(std::array{3.0, 1.0, 3.0, 3.0, 1.0, 2.0}) == std::vector<std::int64_t>{2, 3});
}

TEST_CASE("groups whose values are all equal have an exact p of 1 and no other") {
  const MannWhitney test = mann_whitney(std::array{4.0, 4.0}, std::array{4.0, 4.0, 4.0});

  CHECK(test.u1 == 3);
  CHECK(test.u2 == 3);
  CHECK_FALSE(test.z);
  CHECK_FALSE(test.p);
  CHECK_FALSE(test.p_corrected);
  CHECK(*test.p_exact == 1);
}

TEST_CASE("the exact p of two groups apart is two splits of all, also for many values") {
  std::vector<double> x(67);
  std::vector<double> y(68);
  std::iota(x.begin(), x.end(), 0.0);
  std::iota(y.begin(), y.end(), 100.0);

  const MannWhitney test = mann_whitney(x, y);

  const double log_splits = std::lgamma(136.0) - std::lgamma(68.0) - std::lgamma(69.0);
  CHECK(test.u1 == 0);
  CHECK(std::log(*test.p_exact) == doctest::Approx(std::log(2) - log_splits).epsilon(1e-12));
  CHECK(*mann_whitney(y, x).p_exact == *test.p_exact);
}

TEST_CASE("the exact p is left out where it would take too long") {
  std::vector<double> x(1000);
  std::iota(x.begin(), x.end(), 0.0);

  const MannWhitney test = mann_whitney(x, x);

  CHECK_FALSE(test.p_exact);
  CHECK(*test.p == 1);
}

TEST_CASE("the continuity correction does not turn a small difference around") {
  const MannWhitney test = mann_whitney(std::array{1.0, 4.0}, std::array{2.0, 3.0});

  CHECK(*test.z == 0);
  CHECK(*test.p_corrected == 1);
}

TEST_CASE("delta of an empty group has no value") {
  CHECK_FALSE(cliffs_delta({}, std::array{1.0}).delta);
  CHECK(*cliffs_delta(std::array{2.0}, std::array{1.0}).delta == 1);
}

TEST_CASE("Kruskal and Wallis need two groups, and a value in each of them") {
  const std::vector<std::vector<double>> one{{1, 2}};
  const std::vector<std::vector<double>> with_empty{{1, 2}, {}};

  CHECK(kruskal_wallis(one).df == 0);
  CHECK_FALSE(kruskal_wallis(one).h);
  CHECK_THROWS_AS(static_cast<void>(kruskal_wallis(with_empty)), Error);
}

TEST_CASE("Kruskal and Wallis on two groups is the square of Mann and Whitney's z") {
  const std::vector<std::vector<double>> groups{{1, 2, 2, 3, 5, 5}, {2, 3, 4, 5, 6, 7, 7}};

  const double z = *mann_whitney(groups[0], groups[1]).z;

  CHECK(*kruskal_wallis(groups).h == doctest::Approx(z * z).epsilon(1e-12));
}

}  // namespace faultline::analysis
