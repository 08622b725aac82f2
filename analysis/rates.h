#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "analysis/distributions.h"
#include "analysis/network.h"

namespace faultline::analysis {

/// Events counted over exposures (failures over days, say), taken as Poisson counts.

/// What `poisson_rate_ratio` found. The ratio has no value without any event; it is infinite, as is
/// the upper limit, where only the second group has none.
struct RateRatio {
  double rate1 = 0;
  double rate2 = 0;
  std::optional<double> ratio;
  double p_exact = 1;          ///< outcomes not more probable than this one
  double p_exact_central = 1;  ///< twice the smaller tail
  Interval interval;           ///< of the ratio
};

/// Compares the rates x1/t1 and x2/t2: given x1 + x2, x1 is binomial with share t1/(t1 + t2) where
/// the rates are equal.
/// @throws Error (input) where a count is negative or above 2^53, an exposure not above 0, or the
///         confidence not between 0 and 1
/// Source: Przyborowski and Wilenski 1940; limits: Clopper and Pearson 1934, with the incomplete
/// beta function of Boost.Math. The p-values are sums of our own.
[[nodiscard]] RateRatio poisson_rate_ratio(std::int64_t x1, double t1, std::int64_t x2, double t2,
                                           double confidence = kDefaultConfidence);

/// A count over an exposure, as a rate with its interval.
struct Rate {
  double rate = 0;
  Interval interval;
};

/// @throws Error (input) where the count is negative or above 2^53, the exposure not above 0, or
/// the
///         confidence not between 0 and 1
/// Source: Garwood 1936 (exact limits), with gamma quantiles from Boost.Math.
[[nodiscard]] Rate poisson_rate(std::int64_t count, double exposure,
                                double confidence = kDefaultConfidence);

/// What `poisson_homogeneity` found. Without any event only `pooled_rate` and `df` have a value;
/// with a single interval there is no p and no dispersion.
struct RateHomogeneity {
  double pooled_rate = 0;
  std::int64_t df = 0;
  std::optional<double> likelihood_ratio;
  std::optional<double> p_likelihood_ratio;
  std::optional<double> pearson;
  std::optional<double> p_pearson;
  std::optional<double>
      dispersion;  ///< pearson/df; well above 1, the counts vary more than Poisson's
};

/// Whether all intervals have one rate: the deviance and Pearson statistic of a Poisson model with
/// nothing but an intercept and the exposures as offset.
/// @throws Error (input) where there is no interval, counts and exposures differ in number, a count
///         is negative or their sum above 2^53, or an exposure is not above 0
[[nodiscard]] RateHomogeneity poisson_homogeneity(std::span<const std::int64_t> counts,
                                                  std::span<const double> exposures);

/// The exact conditional test of the same question: given their sum, the counts are multinomial
/// with the exposures as shares; total probability of the outcomes that are not more probable than
/// this one, ties included. No value where it would take more than `work`, see network.h.
/// @throws Error (input) as `poisson_homogeneity`, and for more than 10 million events
[[nodiscard]] std::optional<double> multinomial_exact(std::span<const std::int64_t> counts,
                                                      std::span<const double> exposures,
                                                      std::int64_t work = kExactWork);

}  // namespace faultline::analysis
