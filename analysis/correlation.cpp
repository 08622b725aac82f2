#include "analysis/correlation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

#include "analysis/midranks.h"
#include "base/error.h"

namespace faultline::analysis {

namespace {

using Real = long double;

/// A coefficient and 1 minus its square, which has digits of its own where the coefficient is
/// near 1.
struct Coefficient {
  double value = 0;
  double unexplained = 0;
};

/// The values less their mean. The mean is corrected once by what is left of the sum.
std::vector<Real> centred(std::span<const double> values) {
  const auto count = static_cast<Real>(values.size());
  Real mean = 0;
  for (const double value : values) mean += static_cast<Real>(value) / count;
  Real rest = 0;
  for (const double value : values) rest += static_cast<Real>(value) - mean;
  mean += rest / count;
  std::vector<Real> result;
  result.reserve(values.size());
  for (const double value : values) result.push_back(static_cast<Real>(value) - mean);
  return result;
}

Coefficient product_moment(std::span<const double> x, std::span<const double> y) {
  // Below this, 1 - r^2 is nothing but the rounding of decimals to binary numbers.
  constexpr Real kRoundingOnly = 1e-16L;
  const std::vector<Real> a = centred(x);
  const std::vector<Real> b = centred(y);
  Real aa = 0;
  Real bb = 0;
  Real ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += a[i] * a[i];
    bb += b[i] * b[i];
    ab += a[i] * b[i];
  }
  const Real r = ab / std::sqrt(aa) / std::sqrt(bb);
  const Real unexplained = (1 - r) * (1 + r);
  if (unexplained <= kRoundingOnly) return {r > 0 ? 1.0 : -1.0, 0};
  return {static_cast<double>(r), static_cast<double>(unexplained)};
}

/// Test and interval of a coefficient.
/// @param variance  of Fisher's transform, times n - 3
Correlation describe(const Coefficient& coefficient, std::size_t items, double variance,
                     double quantile) {
  const double r = coefficient.value;
  const auto count = static_cast<double>(items);
  Correlation result;
  result.coefficient = r;
  result.df = static_cast<std::int64_t>(items) - 2;
  if (coefficient.unexplained == 0) {
    result.t = std::copysign(std::numeric_limits<double>::infinity(), r);
    result.p = 0;
    if (items >= 4) result.interval = Interval{r, r};
    return result;
  }
  result.t = r * std::sqrt((count - 2) / coefficient.unexplained);
  result.p = student_t_p(*result.t, count - 2);
  if (items >= 4) {
    const double half_width = quantile * std::sqrt(variance / (count - 3));
    // atanh r, with the digits that 1 - r keeps.
    const double transformed =
        std::copysign(std::log1p(std::abs(r)) - std::log(coefficient.unexplained) / 2, r);
    result.interval =
        Interval{std::tanh(transformed - half_width), std::tanh(transformed + half_width)};
  }
  return result;
}

Correlation undefined(std::size_t items) {
  Correlation result;
  result.df = static_cast<std::int64_t>(items) - 2;
  return result;
}

}  // namespace

void require_pairs(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size()) {
    throw Error("a correlation needs as many values of x as of y");
  }
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (!std::ranges::all_of(x, is_finite) || !std::ranges::all_of(y, is_finite)) {
    throw Error("a correlation needs finite values");
  }
}

Correlation pearson(std::span<const double> x, std::span<const double> y, double confidence) {
  require_pairs(x, y);
  const double quantile = normal_quantile(confidence);
  if (is_constant(x) || is_constant(y)) return undefined(x.size());
  return describe(product_moment(x, y), x.size(), 1, quantile);
}

Correlation spearman(std::span<const double> x, std::span<const double> y, double confidence) {
  require_pairs(x, y);
  const double quantile = normal_quantile(confidence);
  if (is_constant(x) || is_constant(y)) return undefined(x.size());
  const auto as_doubles = [](const std::vector<std::int64_t>& ranks) {
    return std::vector<double>(ranks.begin(), ranks.end());
  };
  const Coefficient rho =
      product_moment(as_doubles(doubled_midranks(x)), as_doubles(doubled_midranks(y)));
  return describe(rho, x.size(), 1 + rho.value * rho.value / 2, quantile);
}

}  // namespace faultline::analysis
