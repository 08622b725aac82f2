#include "analysis/spearman_exact.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "analysis/correlation.h"
#include "analysis/midranks.h"
#include "base/error.h"

namespace faultline::analysis {

namespace {

/// Doubled midranks less their mean, which is n + 1: integers whose sum is 0.
std::vector<std::int64_t> centred_ranks(std::span<const double> values) {
  std::vector<std::int64_t> ranks = doubled_midranks(values);
  for (std::int64_t& rank : ranks) rank -= static_cast<std::int64_t>(values.size()) + 1;
  return ranks;
}

std::int64_t sum_of_products(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// How many pairings give each sum of products. Every sum, also of a part of the pairs, lies within
/// `bound` on both sides of 0, by the inequality of Cauchy and Schwarz.
struct SumCounts {
  std::int64_t bound = 0;
  std::vector<std::int64_t> counts;  ///< of the sums from -bound to bound
};

SumCounts count_pairings(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
  const std::size_t items = a.size();
  const auto norms = static_cast<double>(sum_of_products(a, a) * sum_of_products(b, b));
  const auto bound = static_cast<std::int64_t>(std::sqrt(norms)) + 1;
  const auto width = static_cast<std::size_t>(2 * bound + 1);

  // By set of the values of b that the first values of a were paired with. A set is dropped as soon
  // as it has been carried on, and sets come in rising order, so that about half are alive at once.
  std::vector<std::vector<std::int64_t>> by_set(std::size_t{1} << items);
  by_set[0].assign(width, 0);
  by_set[0][static_cast<std::size_t>(bound)] = 1;
  for (std::size_t set = 0; set + 1 < by_set.size(); ++set) {
    const std::vector<std::int64_t> counts = std::move(by_set[set]);
    const auto paired = static_cast<std::size_t>(std::popcount(set));
    for (std::size_t j = 0; j < items; ++j) {
      const std::size_t bit = std::size_t{1} << j;
      if ((set & bit) != 0) continue;
      std::vector<std::int64_t>& target = by_set[set | bit];
      target.resize(width);
      const std::int64_t product = a[paired] * b[j];
      for (std::size_t sum = 0; sum < width; ++sum) {
        if (counts[sum] == 0) continue;
        target[static_cast<std::size_t>(static_cast<std::int64_t>(sum) + product)] += counts[sum];
      }
    }
  }
  return {bound, std::move(by_set.back())};
}

}  // namespace

SpearmanExact spearman_exact(std::span<const double> x, std::span<const double> y) {
  require_pairs(x, y);
  SpearmanExact result;
  if (is_constant(x) || is_constant(y)) return result;
  if (x.size() > kMostExactSpearmanItems) {
    throw Error("the exact test of Spearman's rho takes at most " +
                std::to_string(kMostExactSpearmanItems) + " items")
        .because("it looks at all pairings, and their number grows with the factorial")
        .help("the statistic 'spearman' has a p-value for any number of items");
  }
  const std::vector<std::int64_t> a = centred_ranks(x);
  const std::vector<std::int64_t> b = centred_ranks(y);
  const std::int64_t observed = sum_of_products(a, b);
  const SumCounts sums = count_pairings(a, b);

  std::int64_t all = 0;
  std::int64_t as_far = 0;
  std::int64_t as_great = 0;
  std::int64_t as_small = 0;
  for (std::int64_t sum = -sums.bound; sum <= sums.bound; ++sum) {
    const std::int64_t count = sums.counts[static_cast<std::size_t>(sum + sums.bound)];
    all += count;
    if (std::abs(sum) >= std::abs(observed)) as_far += count;
    if (sum >= observed) as_great += count;
    if (sum <= observed) as_small += count;
  }
  const auto pairings = static_cast<double>(all);
  const auto norms = static_cast<double>(sum_of_products(a, a) * sum_of_products(b, b));
  result.rho = static_cast<double>(observed) / std::sqrt(norms);
  result.p_exact = static_cast<double>(as_far) / pairings;
  result.p_greater = static_cast<double>(as_great) / pairings;
  result.p_less = static_cast<double>(as_small) / pairings;
  return result;
}

}  // namespace faultline::analysis
