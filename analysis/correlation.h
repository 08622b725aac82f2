#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "analysis/distributions.h"

namespace faultline::analysis {

/// Correlation of two measurements of the same items. The formulas are our own; Boost.Math gives
/// Student's t.

/// A coefficient in [-1, 1] with its test and interval. The coefficient, t, p and interval have no
/// value where one of the measurements does not vary (also with fewer than two items); the interval
/// has none with fewer than four items. At -1 or 1, t is infinite, p is 0 and both limits are the
/// coefficient.
struct Correlation {
  std::optional<double> coefficient;
  std::optional<double> t;
  std::int64_t df = 0;      ///< items less 2
  std::optional<double> p;  ///< two-sided
  std::optional<Interval> interval;
};

/// Spearman's rho: the correlation of the ranks, values that are the same sharing theirs.
/// @throws Error (input) where x and y differ in length, a value is not finite, or the confidence
///         does not lie between 0 and 1
/// Source: Spearman 1904; interval: Bonett and Wright 2000.
[[nodiscard]] Correlation spearman(std::span<const double> x, std::span<const double> y,
                                   double confidence = kDefaultConfidence);

/// Pearson's r. A large offset of the data costs no digits.
/// @throws Error (input) as `spearman`
/// Source: interval by Fisher's transformation.
[[nodiscard]] Correlation pearson(std::span<const double> x, std::span<const double> y,
                                  double confidence = kDefaultConfidence);

/// Checks that two measurements belong together.
/// @throws Error (input) where they differ in length or a value is not finite
void require_pairs(std::span<const double> x, std::span<const double> y);

}  // namespace faultline::analysis
