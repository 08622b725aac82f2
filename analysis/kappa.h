#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "analysis/contingency_table.h"
#include "analysis/distributions.h"

namespace faultline::analysis {

/// Agreement of two raters, from a square table: rows are the codes of rater 1, columns those of
/// rater 2, over the declared codes in their order, also those that nobody used. The formulas are
/// our own; Boost.Math gives the normal quantile.

/// What two raters said of one item, as positions among the declared codes.
struct CodePair {
  std::int32_t first = 0;
  std::int32_t second = 0;
};

/// Counts pairs into a square table. Items that only one rater labelled are left out by the caller,
/// who says how many.
/// @throws Error (input) where a code does not lie in [0, code_count)
[[nodiscard]] ContingencyTable confusion_matrix(std::span<const CodePair> pairs,
                                                std::size_t code_count);

/// How far two different codes agree; codes i and j of k.
enum class KappaWeights {
  kNone,       ///< not at all
  kLinear,     ///< 1 - |i-j|/(k-1)
  kQuadratic,  ///< 1 - (i-j)^2/(k-1)^2
};

/// What `cohen_kappa` found. The agreements have no value without an item; kappa, both standard
/// errors, z, p and the interval have none either where chance agreement is 1, that is, where both
/// raters used one and the same code throughout. z and p also have none where `se_null` is 0.
struct Kappa {
  std::int64_t items = 0;
  std::optional<double> observed_agreement;
  std::optional<double> expected_agreement;
  std::optional<double> kappa;
  std::optional<double> se_null;     ///< under no agreement beyond chance, for the test
  std::optional<double> se;          ///< for the interval
  std::optional<Interval> interval;  ///< not cut at -1 or 1
  std::optional<double> z;
  std::optional<double> p;  ///< two-sided
};

/// Cohen's kappa: agreement of two raters, corrected for chance.
/// @throws Error (input) where the table is not square or the confidence not between 0 and 1
/// Source: Cohen 1960 and (weights) 1968; standard errors: Fleiss, Cohen and Everitt 1969. The
/// variances are computed as mean squared deviations, which are the published differences of
/// squares without their cancellation.
[[nodiscard]] Kappa cohen_kappa(const ContingencyTable& table,
                                KappaWeights weights = KappaWeights::kNone,
                                double confidence = kDefaultConfidence);

/// What `scott_pi` found; no value without an item, and no `pi` where expected agreement is 1.
struct ScottPi {
  std::optional<double> observed_agreement;
  std::optional<double> expected_agreement;
  std::optional<double> pi;
};

/// Scott's pi: as kappa, with one distribution of codes for both raters.
/// @throws Error (input) where the table is not square
/// Source: Scott 1955.
[[nodiscard]] ScottPi scott_pi(const ContingencyTable& table);

}  // namespace faultline::analysis
