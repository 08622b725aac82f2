#include "analysis/rank_tests.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numeric>

#include "analysis/midranks.h"
#include "base/error.h"

namespace faultline::analysis {

namespace {

std::vector<double> pooled(std::span<const double> x, std::span<const double> y) {
  std::vector<double> values(x.begin(), x.end());
  values.insert(values.end(), y.begin(), y.end());
  if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) {
    throw Error("a comparison of groups needs finite values");
  }
  return values;
}

/// Sum of t^3 - t over all groups of equal values.
double tie_sum(std::span<const double> values) {
  double sum = 0;
  for (const std::int64_t size : tie_sizes(values)) {
    const auto t = static_cast<double>(size);
    sum += t * (t - 1) * (t + 1);
  }
  return sum;
}

/// Twice u1: the doubled rank sum of x less the smallest that it can be.
std::int64_t doubled_u1(std::span<const std::int64_t> ranks, std::int64_t m) {
  const auto first = ranks.first(static_cast<std::size_t>(m));
  return std::accumulate(first.begin(), first.end(), std::int64_t{0}) - m * (m + 1);
}

/// The number of steps that the exact distribution may take: about a second.
constexpr double kMostSteps = 1e9;

/// P(|U - mn/2| >= the observed one) over all choices of `chosen` ranks. Only counts of choices by
/// rank sum are needed: adding a rank carries each on by one choice.
/// @param distance  of the doubled rank sum from its mean
std::optional<double> exact_p(std::vector<std::int64_t> ranks, std::size_t chosen,
                              std::int64_t distance) {
  std::ranges::sort(ranks);
  const auto largest = static_cast<std::ptrdiff_t>(chosen);
  const auto top = static_cast<std::size_t>(
      std::accumulate(ranks.end() - largest, ranks.end(), std::int64_t{0}));
  if (static_cast<double>(chosen) * static_cast<double>(ranks.size()) * static_cast<double>(top) >
      kMostSteps) {
    return std::nullopt;
  }

  std::vector<std::vector<double>> choices(chosen + 1, std::vector<double>(top + 1));
  choices[0][0] = 1;
  std::size_t highest = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    const auto rank = static_cast<std::size_t>(ranks[i]);
    highest = std::min(highest + rank, top);
    for (std::size_t k = std::min(i + 1, chosen); k > 0; --k) {
      for (std::size_t sum = rank; sum <= highest; ++sum) {
        choices[k][sum] += choices[k - 1][sum - rank];
      }
    }
  }
  const auto mean = static_cast<std::int64_t>(chosen * (ranks.size() + 1));
  double all = 0;
  double as_far = 0;
  for (std::size_t sum = 0; sum <= top; ++sum) {
    all += choices[chosen][sum];
    if (std::abs(static_cast<std::int64_t>(sum) - mean) >= distance) as_far += choices[chosen][sum];
  }
  return as_far / all;
}

}  // namespace

MannWhitney mann_whitney(std::span<const double> x, std::span<const double> y) {
  const std::vector<double> values = pooled(x, y);
  const std::vector<std::int64_t> ranks = doubled_midranks(values);
  const auto m = static_cast<std::int64_t>(x.size());
  const auto n = static_cast<std::int64_t>(y.size());
  const std::int64_t doubled_u = doubled_u1(ranks, m);
  // |U - mn/2| doubled, the same for both groups.
  const std::int64_t distance = std::abs(doubled_u - m * n);

  MannWhitney result;
  result.u1 = static_cast<double>(doubled_u) / 2;
  result.u2 = static_cast<double>(m * n) - result.u1;
  const auto items = static_cast<double>(values.size());
  const std::size_t chosen = std::min(x.size(), y.size());
  result.p_exact = exact_p(ranks, chosen, distance);
  if (x.empty() || y.empty() || is_constant(values)) return result;

  const double pairs = static_cast<double>(m) * static_cast<double>(n);
  const double variance = pairs / 12 * ((items + 1) - tie_sum(values) / (items * (items - 1)));
  const double difference = static_cast<double>(doubled_u - m * n) / 2;
  result.z = difference / std::sqrt(variance);
  result.p = normal_p(*result.z);
  result.p_corrected = normal_p(std::max(0.0, std::abs(difference) - 0.5) / std::sqrt(variance));
  return result;
}

CliffsDelta cliffs_delta(std::span<const double> x, std::span<const double> y) {
  const std::vector<double> values = pooled(x, y);
  CliffsDelta result;
  if (x.empty() || y.empty()) return result;
  const std::vector<std::int64_t> ranks = doubled_midranks(values);
  const auto m = static_cast<std::int64_t>(x.size());
  const std::int64_t pairs = m * static_cast<std::int64_t>(y.size());
  const std::int64_t doubled_u = doubled_u1(ranks, m);
  result.delta = static_cast<double>(doubled_u - pairs) / static_cast<double>(pairs);
  result.vargha_delaney_a = static_cast<double>(doubled_u) / static_cast<double>(2 * pairs);
  return result;
}

KruskalWallis kruskal_wallis(std::span<const std::vector<double>> groups) {
  std::vector<double> values;
  for (const std::vector<double>& group : groups) {
    if (group.empty()) throw Error("a comparison of groups needs a value in each of them");
    values = pooled(values, group);
  }
  KruskalWallis result;
  if (groups.size() < 2) return result;
  result.df = static_cast<std::int64_t>(groups.size()) - 1;
  if (is_constant(values)) return result;

  const std::vector<std::int64_t> ranks = doubled_midranks(values);
  const auto items = static_cast<double>(values.size());
  double spread = 0;
  auto first = ranks.begin();
  for (const std::vector<double>& group : groups) {
    const auto end = first + static_cast<std::ptrdiff_t>(group.size());
    const auto size = static_cast<double>(group.size());
    const auto doubled_sum = static_cast<double>(std::accumulate(first, end, std::int64_t{0}));
    // Deviation of the group's mean rank from the mean of all.
    const double deviation = (doubled_sum / size - (items + 1)) / 2;
    spread += size * deviation * deviation;
    first = end;
  }
  const double ties = 1 - tie_sum(values) / (items * items * items - items);
  result.h = 12 / (items * (items + 1)) * spread / ties;
  result.p = chi_square_p(*result.h, result.df);
  return result;
}

}  // namespace faultline::analysis
