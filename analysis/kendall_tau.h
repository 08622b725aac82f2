#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace faultline::analysis {

/// The most items for which `kendall_tau_b` gives an exact p; more take seconds.
inline constexpr std::size_t kMostExactKendallItems = 1000;

/// What `kendall_tau_b` found. tau, z and p have no value where one of the measurements does not
/// vary (also with fewer than two items); `p_exact` has none with any tie, or above
/// kMostExactKendallItems.
struct KendallTau {
  std::int64_t concordant = 0;
  std::int64_t discordant = 0;
  std::optional<double> tau_b;
  std::optional<double> z;        ///< with the variance for ties, no continuity correction
  std::optional<double> p;        ///< two-sided, from z
  std::optional<double> p_exact;  ///< two-sided, from the distribution of inversions
};

/// Kendall's tau-b: how much more often two items are in the same order by x and y than in opposite
/// order.
/// @throws Error (input) where x and y differ in length or a value is not finite
/// Source: Kendall 1945; pairs are counted as in Knight 1966, JASA 61. Formulas of our own.
[[nodiscard]] KendallTau kendall_tau_b(std::span<const double> x, std::span<const double> y);

}  // namespace faultline::analysis
