#pragma once

#include <optional>

#include "analysis/distributions.h"
#include "analysis/item_counts.h"

namespace faultline::analysis {

/// What `gwet_ac1` found. Observed agreement has no value where no item has two labels, expected
/// agreement none without any label or with a single declared code; AC1 none where either has none.
/// The standard error and the interval also need two items with a label.
struct GwetAc1 {
  std::optional<double> observed_agreement;
  std::optional<double> expected_agreement;
  std::optional<double> ac1;
  std::optional<double> se;
  std::optional<Interval> interval;  ///< the upper limit is cut at 1, the lower one not
};

/// Gwet's AC1: agreement of any number of raters, corrected for chance in a way that does not
/// collapse where nearly all items have one code. Items without a label take no part; the declared
/// codes count, also those that nobody used.
/// @throws Error (input) where the confidence does not lie between 0 and 1
/// Source: Gwet 2008; 2014, Handbook of Inter-Rater Reliability. Formulas of our own; the interval
/// uses Student's t at n - 1 degrees of freedom from Boost.Math.
[[nodiscard]] GwetAc1 gwet_ac1(const ItemCounts& counts, double confidence = kDefaultConfidence);

}  // namespace faultline::analysis
