#include "analysis/correlation.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "analysis/kendall_tau.h"
#include "analysis/spearman_exact.h"
#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("a correlation with a measurement that does not vary has no value") {
  const std::array x{1.0, 2.0, 3.0};
  const std::array constant{0.1, 0.1, 0.1};

  const Correlation correlation = pearson(x, constant);

  CHECK(correlation.df == 1);
  CHECK_FALSE(correlation.coefficient);
  CHECK_FALSE(correlation.t);
  CHECK_FALSE(correlation.p);
  CHECK_FALSE(correlation.interval);
  CHECK_FALSE(spearman(constant, x).coefficient);
  CHECK_FALSE(spearman_exact(x, constant).p_exact);
  CHECK_FALSE(kendall_tau_b(x, constant).tau_b);
}

TEST_CASE("a perfect correlation has an infinite t and limits that are the coefficient") {
  const std::array x{1.0, 5.0, 9.0, 11.0};
  const std::array y{0.1, 0.2, 0.7, 7.0};

  const Correlation correlation = spearman(x, y);

  CHECK(*correlation.coefficient == 1);
  CHECK(std::isinf(*correlation.t));
  CHECK(*correlation.p == 0);
  CHECK(correlation.interval->low == 1);
  CHECK(correlation.interval->high == 1);
}

TEST_CASE("decimals on a line correlate perfectly although binary numbers round them") {
  const std::array x{0.1, 0.2, 0.3, 0.4, 0.7};
  const std::array y{1.3, 1.6, 1.9, 2.2, 3.1};

  CHECK(*pearson(x, y).coefficient == 1);
  CHECK(*pearson(x, y).p == 0);
}

TEST_CASE("three items have a coefficient but no interval") {
  const Correlation correlation = spearman(std::array{1.0, 2.0, 3.0}, std::array{1.0, 3.0, 2.0});

  CHECK(*correlation.coefficient == doctest::Approx(0.5));
  CHECK_FALSE(correlation.interval);
}

TEST_CASE("a large offset costs Pearson's r no digits") {
  const std::vector<double> x{57, 7, 27, 19, 52, 12, 67, 12, 6, 9, 3};
  const std::vector<double> y{11, 11, 15, 23, 35, 22, 24, 5, 14, 15, 17};
  std::vector<double> moved = x;
  for (double& value : moved) value += 1e8;

  CHECK(std::abs(*pearson(moved, y).coefficient - *pearson(x, y).coefficient) < 1e-14);
}

TEST_CASE("measurements of different items are refused") {
  CHECK_THROWS_AS(static_cast<void>(pearson(std::array{1.0, 2.0}, std::array{1.0})), Error);
  CHECK_THROWS_AS(static_cast<void>(spearman(std::array{1.0, std::nan("")}, std::array{1.0, 2.0})),
                  Error);
}

TEST_CASE("the exact test of rho looks at all pairings of up to 14 items") {
  std::vector<double> x(14);
  std::iota(x.begin(), x.end(), 1.0);
  std::vector<double> more(15);
  std::iota(more.begin(), more.end(), 1.0);

  const SpearmanExact exact = spearman_exact(x, x);

  // Of the 14! pairings one rises throughout and one falls.
  const double pairings = 87178291200;
  CHECK(*exact.rho == 1);
  CHECK(*exact.p_greater == doctest::Approx(1 / pairings).epsilon(1e-12));
  CHECK(*exact.p_exact == doctest::Approx(2 / pairings).epsilon(1e-12));
  CHECK(*exact.p_less == 1);
  CHECK_THROWS_AS(static_cast<void>(spearman_exact(more, more)), Error);
}

TEST_CASE("Kendall's pairs tied in both measurements are neither concordant nor discordant") {
  const std::array x{1.0, 1.0, 2.0, 3.0};
  const std::array y{5.0, 5.0, 5.0, 4.0};

  const KendallTau tau = kendall_tau_b(x, y);

  CHECK(tau.concordant == 0);
  CHECK(tau.discordant == 3);
  CHECK(*tau.tau_b == doctest::Approx(-3 / std::sqrt(15.0)));
  CHECK_FALSE(tau.p_exact);
}

TEST_CASE("Kendall's exact p of a rising order of many items keeps its digits") {
  std::vector<double> x(20);
  std::iota(x.begin(), x.end(), 1.0);

  const KendallTau tau = kendall_tau_b(x, x);

  CHECK(*tau.tau_b == doctest::Approx(1));
  CHECK(*tau.p_exact == doctest::Approx(2 / std::tgamma(21.0)).epsilon(1e-12));
  CHECK(*kendall_tau_b(std::array{1.0, 2.0}, std::array{1.0, 2.0}).p_exact == 1);
}

}  // namespace faultline::analysis
