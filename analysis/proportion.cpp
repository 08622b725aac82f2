#include "analysis/proportion.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "base/error.h"

namespace faultline::analysis {

namespace {

void require_count(std::int64_t count, std::int64_t of) {
  if (count < 0 || of < 0) throw Error("a share needs counts of 0 and more");
  if (count > of) throw Error("a share counts more items than there are");
}

Interval wilson(double x, double n, double z) {
  const double share = x / n;
  const double scale = 1 + z * z / n;
  const double centre = (share + z * z / (2 * n)) / scale;
  const double half_width = z / scale * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {x == 0 ? 0 : centre - half_width, x == n ? 1 : centre + half_width};
}

Interval wilson_corrected(double x, double n, double z) {
  const double share = x / n;
  const double scale = 2 * (n + z * z);
  Interval interval{0, 1};
  if (x > 0) {
    const double root = std::sqrt(z * z - 2 - 1 / n + 4 * share * (n * (1 - share) + 1));
    interval.low = std::max(0.0, (2 * x + z * z - 1 - z * root) / scale);
  }
  if (x < n) {
    const double root = std::sqrt(z * z + 2 - 1 / n + 4 * share * (n * (1 - share) - 1));
    interval.high = std::min(1.0, (2 * x + z * z + 1 + z * root) / scale);
  }
  return interval;
}

Interval clopper_pearson(double x, double n, double confidence) {
  using boost::math::beta_distribution;
  using boost::math::complement;
  const double tail = (1 - confidence) / 2;
  Interval interval{0, 1};
  if (x > 0) interval.low = quantile(beta_distribution<>(x, n - x + 1), tail);
  if (x < n) interval.high = quantile(complement(beta_distribution<>(x + 1, n - x), tail));
  return interval;
}

Interval agresti_coull(double x, double n, double z) {
  const double trials = n + z * z;
  const double share = (x + z * z / 2) / trials;
  const double half_width = z * std::sqrt(share * (1 - share) / trials);
  return {std::max(0.0, share - half_width), std::min(1.0, share + half_width)};
}

}  // namespace

Proportion proportion(std::int64_t count, std::int64_t of, double confidence) {
  require_count(count, of);
  const double z = normal_quantile(confidence);
  Proportion result{count, of, std::nullopt, std::nullopt};
  if (of == 0) return result;
  const auto x = static_cast<double>(count);
  const auto n = static_cast<double>(of);
  result.share = x / n;
  result.interval = wilson(x, n, z);
  return result;
}

ProportionIntervals proportion_intervals(std::int64_t count, std::int64_t of, double confidence) {
  const Proportion share = proportion(count, of, confidence);
  ProportionIntervals result;
  if (of == 0) return result;
  const double z = normal_quantile(confidence);
  const auto x = static_cast<double>(count);
  const auto n = static_cast<double>(of);
  result.estimate = share.share;
  result.wilson = share.interval;
  result.wilson_corrected = wilson_corrected(x, n, z);
  result.clopper_pearson = clopper_pearson(x, n, confidence);
  result.agresti_coull = agresti_coull(x, n, z);
  return result;
}

SampleSize sample_size(double confidence, double margin, std::optional<std::int64_t> population,
                       double share) {
  constexpr double kMostItems = 9007199254740992;  // 2^53
  const double z = normal_quantile(confidence);
  if (!(margin > 0 && margin < 1)) throw Error("the margin must lie between 0 and 1");
  if (!(share >= 0 && share <= 1)) throw Error("the expected share must lie in [0, 1]");
  if (population && *population < 1) throw Error("the population must hold at least one item");

  SampleSize size;
  size.infinite = z * z * share * (1 - share) / (margin * margin);
  size.unrounded = size.infinite;
  if (population && size.infinite > 0) {
    const auto items = static_cast<double>(*population);
    size.unrounded = items * size.infinite / (size.infinite + (items - 1));
  }
  if (size.unrounded > kMostItems) throw Error("this margin needs more items than can be counted");
  size.needed = static_cast<std::int64_t>(std::ceil(size.unrounded));
  return size;
}

std::optional<double> margin_of_error(std::int64_t drawn, double confidence,
                                      std::optional<std::int64_t> population, double share) {
  const double z = normal_quantile(confidence);
  if (!(share >= 0 && share <= 1)) throw Error("the expected share must lie in [0, 1]");
  if (drawn < 0) throw Error("the number of items that were drawn must not be negative");
  if (population && *population < drawn) {
    throw Error("the population must not be smaller than what was drawn from it");
  }
  if (drawn == 0) return std::nullopt;
  const double margin = z * std::sqrt(share * (1 - share) / static_cast<double>(drawn));
  if (!population) return margin;
  if (*population == drawn) return 0;
  return margin *
         std::sqrt(static_cast<double>(*population - drawn) / static_cast<double>(*population - 1));
}

TwoProportions two_proportions(std::int64_t x1, std::int64_t n1, std::int64_t x2, std::int64_t n2,
                               double confidence) {
  const Proportion first = proportion(x1, n1, confidence);
  const Proportion second = proportion(x2, n2, confidence);
  TwoProportions result;
  if (n1 == 0 || n2 == 0) return result;

  const double p1 = *first.share;
  const double p2 = *second.share;
  result.difference = p1 - p2;
  if (x1 + x2 > 0 && x1 + x2 < n1 + n2) {
    const double pooled = static_cast<double>(x1 + x2) / static_cast<double>(n1 + n2);
    const double variance =
        pooled * (1 - pooled) * (1 / static_cast<double>(n1) + 1 / static_cast<double>(n2));
    result.z = *result.difference / std::sqrt(variance);
    result.p = normal_p(*result.z);
  }
  result.newcombe = Interval{
      *result.difference - std::hypot(p1 - first.interval->low, second.interval->high - p2),
      *result.difference + std::hypot(first.interval->high - p1, p2 - second.interval->low)};
  result.cohens_h = 2 * std::asin(std::sqrt(p1)) - 2 * std::asin(std::sqrt(p2));
  return result;
}

std::optional<double> detectable_difference(std::int64_t n1, std::int64_t n2, double share,
                                            double power, double confidence) {
  if (n1 < 0 || n2 < 0) throw Error("a group holds 0 items or more");
  if (!(share >= 0 && share <= 1)) throw Error("the expected share must lie in [0, 1]");
  require_confidence(power);
  const double z_test = normal_quantile(confidence);
  if (n1 == 0 || n2 == 0) return std::nullopt;
  const boost::math::normal standard;
  const double z_power = boost::math::quantile(standard, power);
  const double variance =
      share * (1 - share) * (1 / static_cast<double>(n1) + 1 / static_cast<double>(n2));
  const double difference = (z_test + z_power) * std::sqrt(variance);
  if (difference > 1) return std::nullopt;
  return difference;
}

}  // namespace faultline::analysis
