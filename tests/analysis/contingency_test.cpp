#include "analysis/contingency.h"

#include <doctest/doctest.h>

#include <cmath>

#include "analysis/contingency_table.h"
#include "analysis/multiple_testing.h"
#include "analysis/paired.h"
#include "base/error.h"

namespace faultline::analysis {

TEST_CASE("a contingency table checks its cells") {
  CHECK_THROWS_AS(ContingencyTable(2, 2, {1, 2, 3}), Error);
  CHECK_THROWS_AS(ContingencyTable(1, 2, {1, -1}), Error);
  CHECK_THROWS_AS(ContingencyTable(1, 2, {std::int64_t{1} << 53, 1}), Error);
}

TEST_CASE("lines without an item are dropped and the others keep their order") {
  const ContingencyTable table(3, 3, {1, 0, 2, 0, 0, 0, 3, 0, 4});

  const ContingencyTable kept = table.without_empty_lines();

  REQUIRE(kept.rows() == 2);
  REQUIRE(kept.columns() == 2);
  CHECK(kept.at(0, 1) == 2);
  CHECK(kept.at(1, 0) == 3);
  CHECK(kept.transposed().at(0, 1) == 3);
}

TEST_CASE("tests of independence have no value for tables that are a line or empty") {
  for (const ContingencyTable& table :
       {ContingencyTable(2, 2, {3, 4, 0, 0}), ContingencyTable(2, 2, {0, 0, 0, 0}),
        ContingencyTable(0, 0, {})}) {
    const IndependenceTest chi2 = chi_square_test(table);

    CHECK(chi2.df == 0);
    CHECK_FALSE(chi2.statistic);
    CHECK_FALSE(chi2.p);
    CHECK_FALSE(chi2.min_expected);
    CHECK_FALSE(g_test(table).p);
    CHECK_FALSE(cramers_v(table).v);
  }
}

TEST_CASE("the Yates correction leaves tables with more degrees of freedom alone") {
  const ContingencyTable table(2, 3, {10, 11, 9, 12, 10, 11});

  CHECK(*chi_square_test(table, YatesCorrection::kAtOneDegreeOfFreedom).statistic ==
        *chi_square_test(table).statistic);
}

TEST_CASE("Cramer's V of two items cannot be corrected for bias") {
  const CramersV cramer = cramers_v(ContingencyTable(2, 2, {1, 0, 0, 1}));

  CHECK(*cramer.v == doctest::Approx(1));
  CHECK_FALSE(cramer.v_bias_corrected);
}

TEST_CASE("the odds ratio with zero cells is 0, infinite or undefined") {
  CHECK(*odds_ratio(ContingencyTable(2, 2, {0, 3, 4, 5})).ratio == 0);
  CHECK(std::isinf(*odds_ratio(ContingencyTable(2, 2, {5, 0, 4, 5})).ratio));
  CHECK_FALSE(odds_ratio(ContingencyTable(2, 2, {0, 0, 4, 5})).ratio);
  CHECK_FALSE(odds_ratio(ContingencyTable(2, 2, {0, 3, 4, 5})).se_log);
  CHECK(odds_ratio(ContingencyTable(2, 2, {0, 0, 0, 0})).haldane_ratio == 1);
}

TEST_CASE("McNemar's test without a discordant pair has an exact p of 1 and nothing else") {
  const McNemar test = mcnemar(ContingencyTable(2, 2, {4, 0, 0, 4}));

  CHECK(test.p_exact == 1);
  CHECK_FALSE(test.chi2);
  CHECK_FALSE(test.p_corrected);
}

TEST_CASE("adjusting no p-values gives empty lists") {
  const AdjustedP adjusted = adjust_p({});

  CHECK(adjusted.bonferroni.empty());
  CHECK(adjusted.holm.empty());
  CHECK(adjusted.benjamini_hochberg.empty());
}

}  // namespace faultline::analysis
