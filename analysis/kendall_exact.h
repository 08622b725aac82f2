#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace faultline::analysis {

/// The most items that `kendall_exact` takes; 14 take a fraction of a second.
inline constexpr std::size_t kMostExactKendallTieItems = 14;

/// What `kendall_exact` found; nothing has a value where one of the measurements does not vary.
struct KendallExact {
  std::optional<double> p_exact;    ///< share of pairings with a tau as far from 0, or farther
  std::optional<double> p_greater;  ///< share with a tau as great or greater
  std::optional<double> p_less;     ///< share with a tau as small or smaller
};

/// The exact permutation test of Kendall's tau-b over all n! pairings, with ties too, for which
/// `kendall_tau_b` has no exact p. All pairings have the same ties, so that tau-b orders them as
/// their concordant less their discordant pairs do; these are integers, and equal ones are equal.
/// @throws Error (input) where x and y differ in length, a value is not finite, or there are more
///         than kMostExactKendallTieItems
/// Source: Kendall 1945; the pairings are counted by dynamic programming over sets of y.
[[nodiscard]] KendallExact kendall_exact(std::span<const double> x, std::span<const double> y);

}  // namespace faultline::analysis
