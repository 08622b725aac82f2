#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace faultline::analysis {

/// The most items that `spearman_exact` takes. The work doubles with every further item (14 take
/// well under a second and 200 MB); from 10 items on, the t-test of `spearman` is close.
inline constexpr std::size_t kMostExactSpearmanItems = 14;

/// What `spearman_exact` found; nothing has a value where one of the measurements does not vary.
struct SpearmanExact {
  std::optional<double> rho;
  std::optional<double> p_exact;    ///< share of pairings with a rho as far from 0, or farther
  std::optional<double> p_greater;  ///< share with a rho as great or greater
  std::optional<double> p_less;     ///< share with a rho as small or smaller
};

/// The exact permutation test of Spearman's rho over all n! pairings, with ties too. Compares sums
/// of integers, so that equal coefficients are equal.
/// @throws Error (input) where x and y differ in length, a value is not finite, or there are more
/// than
///         kMostExactSpearmanItems
/// Source: Spearman 1904; the pairings are counted by dynamic programming over sets of y.
[[nodiscard]] SpearmanExact spearman_exact(std::span<const double> x, std::span<const double> y);

}  // namespace faultline::analysis
