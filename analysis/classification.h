#pragma once

#include <cstdint>
#include <optional>

#include "analysis/distributions.h"
#include "analysis/proportion.h"

namespace faultline::analysis {

/// How good a yes-or-no judgement is against the truth. A share whose denominator is 0 has no value
/// and no interval.
struct ClassificationMetrics {
  Proportion precision;      ///< of what was judged yes, what is
  Proportion recall;         ///< of what is yes, what was judged so
  Proportion accuracy;       ///< of all, what was judged right
  std::optional<double> f1;  ///< harmonic mean of precision and recall; has no interval
};

/// @throws Error (input) where a count is negative or the confidence does not lie between 0 and 1
[[nodiscard]] ClassificationMetrics classification_metrics(std::int64_t true_positives,
                                                           std::int64_t false_positives,
                                                           std::int64_t false_negatives,
                                                           std::int64_t true_negatives,
                                                           double confidence = kDefaultConfidence);

}  // namespace faultline::analysis
