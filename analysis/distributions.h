#pragma once

#include <cstdint>
#include <optional>

namespace faultline::analysis {

/// A confidence interval. Limits may be infinite where the statistic's header says so.
struct Interval {
  double low = 0;
  double high = 0;
};

/// The confidence level of every interval that does not name another.
inline constexpr double kDefaultConfidence = 0.95;

/// Quantiles and tail probabilities that the statistics share. Boost.Math computes them; tails are
/// upper tails of their own, never 1 - cdf, so that 1e-14 keeps its digits.

/// The normal quantile at 1 - (1 - confidence)/2: 1.959964 at 0.95.
/// @throws Error (input) where the confidence does not lie between 0 and 1
[[nodiscard]] double normal_quantile(double confidence);

/// The quantile of Student's t at 1 - (1 - confidence)/2; `df` is above 0.
/// @throws Error (input) where the confidence does not lie between 0 and 1
[[nodiscard]] double student_t_quantile(double confidence, double df);

/// Two-sided p-value of a standard normal statistic.
[[nodiscard]] double normal_p(double z);

/// Two-sided p-value of a t statistic; 0 where it is infinite. `df` is above 0 there.
[[nodiscard]] double student_t_p(double t, double df);

/// Upper-tail p-value of a chi-square statistic; no value without a degree of freedom.
[[nodiscard]] std::optional<double> chi_square_p(double statistic, std::int64_t df);

/// Checks a confidence level.
/// @throws Error (input) where it does not lie between 0 and 1, both left out
void require_confidence(double confidence);

}  // namespace faultline::analysis
