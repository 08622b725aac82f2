#pragma once

#include <optional>

#include "analysis/contingency_table.h"
#include "analysis/distributions.h"

namespace faultline::analysis {

/// What `fisher_exact_2x2` found. The odds ratio has no value where the margins allow one table
/// only; it is 0 or infinite, as is the limit on that side, at the lowest or highest first cell
/// they allow.
struct Fisher2x2 {
  double p_two_sided = 1;
  double p_less = 1;     ///< of a first cell as small or smaller
  double p_greater = 1;  ///< of a first cell as great or greater
  std::optional<double> odds_ratio;
  Interval interval;
};

/// Fisher's exact test of the table [[a, b], [c, d]], given its margins. `p_two_sided` is the total
/// probability of the tables that are not more probable than this one; the odds ratio is the
/// conditional maximum-likelihood estimate; its limits are the ratios at which a tail has half of
/// 1 - confidence.
/// @throws Error (input) where the table is not 2x2 or the confidence does not lie between 0 and 1
/// Source: Fisher 1935. Probabilities of our own, from ratios of neighbouring tables; the roots are
/// found with Boost.Math (TOMS 748).
[[nodiscard]] Fisher2x2 fisher_exact_2x2(const ContingencyTable& table,
                                         double confidence = kDefaultConfidence);

}  // namespace faultline::analysis
