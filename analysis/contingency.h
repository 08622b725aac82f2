#pragma once

#include <cstdint>
#include <optional>

#include "analysis/contingency_table.h"
#include "analysis/distributions.h"

namespace faultline::analysis {

/// Whether rows and columns of a table have to do with each other, and how much. Rows and columns
/// without an item are left out first; a table that then has fewer than two of either has 0 degrees
/// of freedom and no statistic. The formulas are our own; Boost.Math gives the chi-square tail.

struct IndependenceTest {
  std::optional<double> statistic;
  std::int64_t df = 0;
  std::optional<double> p;
  std::optional<double>
      min_expected;  ///< the smallest expected count; below 5, prefer Fisher's test
};

/// Whether 1/2 is taken off every difference of a table with one degree of freedom.
enum class YatesCorrection { kNone, kAtOneDegreeOfFreedom };

/// Pearson's chi-square test. The correction takes min(1/2, |O-E|) off |O-E|.
/// Source: Pearson 1900; Yates 1934.
[[nodiscard]] IndependenceTest chi_square_test(const ContingencyTable& table,
                                               YatesCorrection correction = YatesCorrection::kNone);

/// The likelihood-ratio test: 2 sum O ln(O/E), without correction.
[[nodiscard]] IndependenceTest g_test(const ContingencyTable& table);

struct CramersV {
  std::optional<double> v;
  std::optional<double> v_bias_corrected;  ///< none also where there are too few items to correct
};

/// Cramer's V, from chi-square without correction: 0 for independence, 1 where one of both follows
/// from the other.
/// Source: Cramer 1946; bias correction: Bergsma 2013.
[[nodiscard]] CramersV cramers_v(const ContingencyTable& table);

/// What `odds_ratio` found. With a zero cell, the ratio is 0, infinite, or has no value where it is
/// 0/0, and its standard error and interval have none.
struct OddsRatio {
  std::optional<double> ratio;
  std::optional<double> se_log;
  std::optional<Interval> interval;
  double haldane_ratio = 0;  ///< with 1/2 added to every cell
  double haldane_se_log = 0;
  Interval haldane_interval;
};

/// The odds ratio ad/bc of the table [[a, b], [c, d]].
/// @throws Error (input) where the table is not 2x2 or the confidence does not lie between 0 and 1
/// Source: Woolf 1955; with zero cells: Haldane 1956.
[[nodiscard]] OddsRatio odds_ratio(const ContingencyTable& table,
                                   double confidence = kDefaultConfidence);

}  // namespace faultline::analysis
