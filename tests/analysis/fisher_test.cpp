#include "analysis/fisher_rxc.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analysis/fisher_2x2.h"
#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("Fisher's test of margins that allow one table only is certain of nothing") {
  const Fisher2x2 fisher = fisher_exact_2x2(ContingencyTable(2, 2, {0, 0, 3, 5}));

  CHECK(fisher.p_two_sided == 1);
  CHECK(fisher.p_less == 1);
  CHECK(fisher.p_greater == 1);
  CHECK_FALSE(fisher.odds_ratio);
  CHECK(fisher.interval.low == 0);
  CHECK(std::isinf(fisher.interval.high));
}

TEST_CASE("tables that are exactly as probable count as not more probable") {
  // The five tables weigh 1, 16, 36, 16, 1; the observed one is the second.
  const Fisher2x2 fisher = fisher_exact_2x2(ContingencyTable(2, 2, {1, 3, 3, 1}));

  CHECK(fisher.p_two_sided == doctest::Approx(34.0 / 70).epsilon(1e-14));
}

TEST_CASE("the conditional odds ratio of a symmetric table is 1 and its limits are reciprocal") {
  const Fisher2x2 fisher = fisher_exact_2x2(ContingencyTable(2, 2, {6, 6, 6, 6}));

  CHECK(*fisher.odds_ratio == doctest::Approx(1).epsilon(1e-10));
  CHECK(fisher.interval.low * fisher.interval.high == doctest::Approx(1).epsilon(1e-9));
}

TEST_CASE("Fisher's test keeps the digits of tiny p-values and takes large tables") {
  // One table of C(200, 100).
  const Fisher2x2 extreme = fisher_exact_2x2(ContingencyTable(2, 2, {100, 0, 0, 100}));
  const Fisher2x2 large =
      fisher_exact_2x2(ContingencyTable(2, 2, {500500, 499600, 499400, 500500}));

  CHECK(std::log(extreme.p_greater) ==
        doctest::Approx(2 * std::lgamma(101.0) - std::lgamma(201.0)).epsilon(1e-13));
  CHECK(std::isinf(*extreme.odds_ratio));
  CHECK(large.p_two_sided == doctest::Approx(0.1572995924499687).epsilon(1e-10));
  CHECK(*large.odds_ratio == doctest::Approx(1.004).epsilon(0.001));
  CHECK_THROWS_AS(static_cast<void>(fisher_exact_2x2(
                      ContingencyTable(2, 2,
                                       {std::int64_t{1} << 50, std::int64_t{1} << 50,
                                        std::int64_t{1} << 50, std::int64_t{1} << 50}))),
                  Error);
}

TEST_CASE("the test for any table agrees with the one for 2x2 tables") {
  for (const std::vector<std::int64_t>& cells :
       std::vector<std::vector<std::int64_t>>{{3, 1, 1, 3}, {0, 8, 6, 5}, {20, 5, 10, 15}}) {
    const ContingencyTable table(2, 2, cells);

    CHECK(*fisher_exact_rxc(table) ==
          doctest::Approx(fisher_exact_2x2(table).p_two_sided).epsilon(1e-12));
  }
}

TEST_CASE("the test for any table counts each table once") {
  // Rows of 2, 2 and columns of 2, 1, 1: weights 2, 2 (two tables), 4, 4 of all 12, by hand.
  const ContingencyTable concentrated(2, 3, {2, 0, 0, 0, 1, 1});
  const ContingencyTable spread(2, 3, {1, 1, 0, 1, 0, 1});

  CHECK(*fisher_exact_rxc(concentrated) == doctest::Approx(1.0 / 3).epsilon(1e-12));
  CHECK(*fisher_exact_rxc(spread) == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("the order of rows and columns, and which of both is which, does not matter") {
  const ContingencyTable table(3, 4, {8, 2, 5, 1, 3, 7, 1, 4, 0, 6, 2, 5});
  const ContingencyTable reordered(3, 4, {6, 0, 2, 5, 7, 3, 1, 4, 2, 8, 5, 1});

  CHECK(*fisher_exact_rxc(table) == doctest::Approx(*fisher_exact_rxc(reordered)).epsilon(1e-12));
  CHECK(*fisher_exact_rxc(table) ==
        doctest::Approx(*fisher_exact_rxc(table.transposed())).epsilon(1e-12));
}

TEST_CASE("a table with one line that holds items has p = 1") {
  CHECK(*fisher_exact_rxc(ContingencyTable(3, 2, {0, 0, 4, 5, 0, 0})) == 1);
  CHECK(*fisher_exact_rxc(ContingencyTable(2, 2, {0, 0, 0, 0})) == 1);
}

TEST_CASE("the simulated p is near the exact one and depends on the seed only") {
  const ContingencyTable table(6, 3, {8, 2, 5, 3, 7, 1, 6, 6, 2, 1, 4, 9, 5, 0, 3, 2, 3, 4});

  const double simulated = fisher_simulated(table, 7, 5000);

  // The exact p is 0.0066; 0.003 is more than two standard errors.
  CHECK(std::abs(simulated - *fisher_exact_rxc(table)) < 0.003);
  CHECK(fisher_simulated(table, 7, 5000) == simulated);
  CHECK(fisher_simulated(table, 8, 5000) != simulated);
  CHECK_THROWS_AS(static_cast<void>(fisher_simulated(table, 7, 0)), Error);
}

TEST_CASE("a simulated p is never 0, and 1 where every table is a hit") {
  CHECK(fisher_simulated(ContingencyTable(2, 2, {30, 0, 0, 30}), 1, 99) == 0.01);
  CHECK(fisher_simulated(ContingencyTable(2, 2, {3, 3, 3, 3}), 1, 99) == 1);
}

TEST_CASE("a table that takes too much work is simulated") {
  const ContingencyTable table(3, 3, {8, 2, 5, 3, 7, 1, 6, 6, 2});

  const FisherRxc exact = fisher_exact_or_simulated(table, 1, 999);
  const FisherRxc simulated = fisher_exact_or_simulated(table, 1, 999, 100);

  CHECK_FALSE(exact.is_simulated);
  CHECK(exact.p == *fisher_exact_rxc(table));
  CHECK(simulated.is_simulated);
  CHECK(simulated.p == fisher_simulated(table, 1, 999));
  CHECK_FALSE(fisher_exact_rxc(table, 100));
}

}  // namespace faultline::analysis
