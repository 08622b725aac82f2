#include "analysis/association.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "analysis/kendall_exact.h"
#include "analysis/kendall_tau.h"
#include "analysis/rates.h"
#include "base/error.h"
#include "base/random.h"

namespace faultline::analysis {

namespace {

using Values = std::vector<double>;

/// Share of all pairings whose tau-b is as far from 0, by trying them all.
double p_by_enumeration(const Values& x, const Values& y) {
  std::vector<std::size_t> order(y.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const double observed = std::abs(*kendall_tau_b(x, y).tau_b);
  std::int64_t all = 0;
  std::int64_t as_far = 0;
  do {
    Values shuffled;
    for (const std::size_t i : order) shuffled.push_back(y[i]);
    ++all;
    if (std::abs(*kendall_tau_b(x, shuffled).tau_b) >= observed - 1e-12) ++as_far;
  } while (std::ranges::next_permutation(order).found);
  return static_cast<double>(as_far) / static_cast<double>(all);
}

}  // namespace

TEST_CASE("the exact test of tau counts all pairings, with ties in both measurements") {
  const Values x{1, 2, 2, 3, 5, 5, 5};
  const Values y{2, 1, 1, 4, 3, 3, 7};

  CHECK(*kendall_exact(x, y).p_exact == doctest::Approx(p_by_enumeration(x, y)).epsilon(1e-12));
}

TEST_CASE("the exact test of tau counts all pairings of random data") {
  Random random(7);
  for (int trial = 0; trial < 20; ++trial) {
    Values x;
    Values y;
    for (int i = 0; i < 6; ++i) {
      x.push_back(static_cast<double>(random.below(4)));
      y.push_back(static_cast<double>(random.below(5)));
    }
    const KendallExact found = kendall_exact(x, y);
    if (!found.p_exact) continue;
    CHECK(*found.p_exact == doctest::Approx(p_by_enumeration(x, y)).epsilon(1e-12));
  }
}

TEST_CASE("without ties the exact test of tau is that of inversions") {
  const Values x{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
  const Values y{3, 1, 4, 2, 5, 9, 6, 8, 7, 14, 10, 13, 11, 12};

  const KendallExact found = kendall_exact(x, y);

  CHECK(*found.p_exact == doctest::Approx(*kendall_tau_b(x, y).p_exact).epsilon(1e-12));
  CHECK(*found.p_greater < *found.p_exact);
  CHECK(*found.p_less > 0.99);
}

TEST_CASE("what does not vary has no exact p, and too many items are refused") {
  CHECK_FALSE(kendall_exact(Values{1, 1, 1}, Values{1, 2, 3}).p_exact);
  CHECK_FALSE(kendall_exact({}, {}).p_exact);
  CHECK_THROWS_AS(static_cast<void>(kendall_exact(Values(15, 1), Values(15, 1))), Error);
}

TEST_CASE("an association holds both coefficients with their tests") {
  const Values x{1, 2, 3, 4, 5, 6};
  const Values y{2, 1, 4, 3, 6, 6};

  const Association found = association(x, y);

  CHECK(found.items == 6);
  // Ranks 2, 1, 4, 3, 5.5, 5.5: 15 over the root of 17.5 times 17.
  CHECK(*found.spearman.coefficient == doctest::Approx(0.869657).epsilon(1e-6));
  CHECK(*found.tau_b == doctest::Approx(0.690066).epsilon(1e-6));
  CHECK(*found.tau_p_exact == doctest::Approx(p_by_enumeration(x, y)).epsilon(1e-12));
  CHECK(found.spearman_p_exact);
  CHECK(found.tau_interval->low < *found.tau_b);
  CHECK(found.tau_interval->high > *found.tau_b);
}

TEST_CASE("an association of many items has no exact p for rho") {
  Values x(20);
  std::iota(x.begin(), x.end(), 0.0);

  const Association found = association(x, x);

  CHECK_FALSE(found.spearman_p_exact);
  CHECK(found.tau_p_exact);
  CHECK(found.tau_interval->low == 1);
  CHECK_FALSE(association(Values{1, 2}, Values{1, 2}).tau_interval);
}

TEST_CASE("the smallest rho that can be seen is the one whose p is 0.05") {
  // With 11 items t = 2.262157 on 9 degrees of freedom.
  CHECK(*smallest_significant_rho(11) == doctest::Approx(0.602069).epsilon(1e-6));
  CHECK_FALSE(smallest_significant_rho(2));
}

TEST_CASE("a rate has exact Poisson limits") {
  const Rate none = poisson_rate(0, 2);
  const Rate ten = poisson_rate(10, 1);

  CHECK(none.rate == 0);
  CHECK(none.interval.low == 0);
  CHECK(none.interval.high == doctest::Approx(3.688879 / 2).epsilon(1e-6));
  CHECK(ten.interval.low == doctest::Approx(4.795389).epsilon(1e-6));
  CHECK(ten.interval.high == doctest::Approx(18.390356).epsilon(1e-6));
  CHECK_THROWS_AS(static_cast<void>(poisson_rate(-1, 1)), Error);
  CHECK_THROWS_AS(static_cast<void>(poisson_rate(1, 0)), Error);
}

}  // namespace faultline::analysis
