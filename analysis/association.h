#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "analysis/correlation.h"
#include "analysis/distributions.h"

namespace faultline::analysis {

/// How two measurements of the same few items go together by rank, with everything that a small
/// sample allows: two coefficients, exact tests, intervals.
struct Association {
  std::int64_t items = 0;
  Correlation spearman = {};
  /// Two-sided, over all pairings; none above kMostExactSpearmanItems or where one does not vary.
  std::optional<double> spearman_p_exact = {};
  std::optional<double> tau_b = {};
  std::optional<Interval> tau_interval = {};  ///< none with fewer than five items
  std::optional<double> tau_p = {};           ///< two-sided, from the normal law
  std::optional<double> tau_p_exact = {};     ///< two-sided, over all pairings, with ties too
};

/// @throws Error (input) as `spearman`
/// Source: see correlation.h, spearman_exact.h, kendall_tau.h and kendall_exact.h; interval of tau:
/// Fisher's transformation with variance 0.437/(n - 4), Fieller, Hartley and Pearson 1957.
[[nodiscard]] Association association(std::span<const double> x, std::span<const double> y,
                                      double confidence = kDefaultConfidence);

/// The smallest |rho| that the t-test of Spearman's rho would tell from 0 with so many items; no
/// value with fewer than three.
[[nodiscard]] std::optional<double> smallest_significant_rho(
    std::int64_t items, double confidence = kDefaultConfidence);

}  // namespace faultline::analysis
