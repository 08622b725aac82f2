#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/distributions.h"

namespace faultline::analysis {

/// Whether two or more groups of values differ in location, by ranks. The formulas are our own;
/// Boost.Math gives the chi-square tail.

/// What `mann_whitney` found. z, p and `p_corrected` have no value where all values are equal (also
/// with an empty group); `p_exact` has none where it would take more than some 10^9 steps, from
/// about 200 values in two equal groups on.
struct MannWhitney {
  double u1 = 0;                      ///< pairs with x above y, and half of those with x equal to y
  double u2 = 0;                      ///< the others
  std::optional<double> z;            ///< of u1
  std::optional<double> p;            ///< two-sided
  std::optional<double> p_corrected;  ///< with continuity correction
  std::optional<double> p_exact;      ///< two-sided, over all splits of the pooled ranks, with ties
};

/// The test of Mann, Whitney and Wilcoxon.
/// @throws Error (input) where a value is not finite
/// Source: Mann and Whitney 1947; the exact distribution by dynamic programming over doubled
/// midranks.
[[nodiscard]] MannWhitney mann_whitney(std::span<const double> x, std::span<const double> y);

/// What `cliffs_delta` found; no value where a group is empty.
struct CliffsDelta {
  std::optional<double> delta;             ///< P(x > y) - P(x < y)
  std::optional<double> vargha_delaney_a;  ///< P(x > y) + P(x = y)/2
};

/// How far two groups lie apart.
/// @throws Error (input) where a value is not finite
/// Source: Cliff 1993; Vargha and Delaney 2000.
[[nodiscard]] CliffsDelta cliffs_delta(std::span<const double> x, std::span<const double> y);

/// What `kruskal_wallis` found. h and p have no value where all values are equal or there are fewer
/// than two groups.
struct KruskalWallis {
  std::optional<double> h;  ///< corrected for ties
  std::int64_t df = 0;      ///< groups less 1
  std::optional<double> p;
};

/// The test of Mann and Whitney for any number of groups.
/// @throws Error (input) where a group is empty or a value is not finite
/// Source: Kruskal and Wallis 1952.
[[nodiscard]] KruskalWallis kruskal_wallis(std::span<const std::vector<double>> groups);

}  // namespace faultline::analysis
