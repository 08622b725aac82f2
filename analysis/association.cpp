#include "analysis/association.h"

#include <cmath>

#include "analysis/kendall_exact.h"
#include "analysis/kendall_tau.h"
#include "analysis/spearman_exact.h"

namespace faultline::analysis {

namespace {

std::optional<Interval> interval_of_tau(double tau, std::int64_t items, double confidence) {
  if (items < 5) return std::nullopt;
  if (std::abs(tau) >= 1) return Interval{tau, tau};
  const double reach =
      normal_quantile(confidence) * std::sqrt(0.437 / static_cast<double>(items - 4));
  const double z = std::atanh(tau);
  return Interval{std::tanh(z - reach), std::tanh(z + reach)};
}

}  // namespace

Association association(std::span<const double> x, std::span<const double> y, double confidence) {
  Association result{.items = static_cast<std::int64_t>(x.size()),
                     .spearman = spearman(x, y, confidence)};
  const KendallTau tau = kendall_tau_b(x, y);
  result.tau_b = tau.tau_b;
  result.tau_p = tau.p;
  result.tau_p_exact = tau.p_exact;
  if (tau.tau_b) result.tau_interval = interval_of_tau(*tau.tau_b, result.items, confidence);
  if (x.size() <= kMostExactSpearmanItems) result.spearman_p_exact = spearman_exact(x, y).p_exact;
  if (!tau.p_exact && x.size() <= kMostExactKendallTieItems) {
    result.tau_p_exact = kendall_exact(x, y).p_exact;
  }
  return result;
}

std::optional<double> smallest_significant_rho(std::int64_t items, double confidence) {
  if (items < 3) return std::nullopt;
  const auto df = static_cast<double>(items - 2);
  const double t = student_t_quantile(confidence, df);
  return t / std::sqrt(df + t * t);
}

}  // namespace faultline::analysis
