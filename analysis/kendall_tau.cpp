#include "analysis/kendall_tau.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "analysis/correlation.h"
#include "analysis/distributions.h"
#include "analysis/midranks.h"

namespace faultline::analysis {

namespace {

std::int64_t pairs_of(std::int64_t items) { return items * (items - 1) / 2; }

std::int64_t pairs_within(const std::vector<std::int64_t>& ties) {
  std::int64_t pairs = 0;
  for (const std::int64_t size : ties) pairs += pairs_of(size);
  return pairs;
}

/// Sorts the values and counts the pairs that stood in falling order (merge sort).
std::int64_t sort_and_count_inversions(std::span<double> values) {
  if (values.size() < 2) return 0;
  const std::span<double> left = values.first(values.size() / 2);
  const std::span<double> right = values.subspan(left.size());
  std::int64_t inversions = sort_and_count_inversions(left) + sort_and_count_inversions(right);

  std::vector<double> merged;
  merged.reserve(values.size());
  std::size_t i = 0;
  for (const double value : right) {
    while (i < left.size() && left[i] <= value) merged.push_back(left[i++]);
    inversions += static_cast<std::int64_t>(left.size() - i);
    merged.push_back(value);
  }
  merged.insert(merged.end(), left.begin() + static_cast<std::ptrdiff_t>(i), left.end());
  std::ranges::copy(merged, values.begin());
  return inversions;
}

struct PairCounts {
  std::int64_t discordant = 0;
  std::int64_t tied_in_both = 0;
};

PairCounts count_pairs(std::span<const double> x, std::span<const double> y) {
  std::vector<std::pair<double, double>> items;
  items.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) items.emplace_back(x[i], y[i]);
  std::ranges::sort(items);

  PairCounts counts;
  for (std::size_t first = 0; first < items.size();) {
    std::size_t end = first + 1;
    while (end < items.size() && items[end] == items[first]) ++end;
    counts.tied_in_both += pairs_of(static_cast<std::int64_t>(end - first));
    first = end;
  }
  std::vector<double> y_by_x;
  y_by_x.reserve(items.size());
  for (const auto& item : items) y_by_x.push_back(item.second);
  counts.discordant = sort_and_count_inversions(y_by_x);
  return counts;
}

/// Variance of concordant less discordant pairs, given the ties.
double variance(double n, const std::vector<std::int64_t>& x_ties,
                const std::vector<std::int64_t>& y_ties) {
  struct TieSums {
    double pairs = 0;
    double triples = 0;
    double spread = 0;
  };
  const auto sum_up = [](const std::vector<std::int64_t>& ties) {
    TieSums sums;
    for (const std::int64_t size : ties) {
      const auto t = static_cast<double>(size);
      sums.pairs += t * (t - 1);
      sums.triples += t * (t - 1) * (t - 2);
      sums.spread += t * (t - 1) * (2 * t + 5);
    }
    return sums;
  };
  const TieSums x = sum_up(x_ties);
  const TieSums y = sum_up(y_ties);
  const double pairs = n * (n - 1);
  double result =
      (pairs * (2 * n + 5) - x.spread - y.spread) / 18 + x.pairs * y.pairs / (2 * pairs);
  if (n > 2) result += x.triples * y.triples / (9 * pairs * (n - 2));
  return result;
}

/// Probability that a random order of n items has at most so many inversions, which are no more
/// than half of the possible ones. There the counts rise with the number of inversions, so that the
/// differences below keep their digits; long double holds 1/n! for every n that is allowed.
double at_most_inversions(std::size_t n, std::size_t most) {
  std::vector<long double> probability(most + 1);
  probability[0] = 1;
  for (std::size_t items = 2; items <= n; ++items) {
    std::vector<long double> next(most + 1);
    long double window = 0;
    for (std::size_t k = 0; k <= most; ++k) {
      window += probability[k];
      if (k >= items) window -= probability[k - items];
      next[k] = window / static_cast<long double>(items);
    }
    probability = std::move(next);
  }
  long double sum = 0;
  for (const long double share : probability) sum += share;
  return static_cast<double>(sum);
}

}  // namespace

KendallTau kendall_tau_b(std::span<const double> x, std::span<const double> y) {
  require_pairs(x, y);
  const std::vector<std::int64_t> x_ties = tie_sizes(x);
  const std::vector<std::int64_t> y_ties = tie_sizes(y);
  const std::int64_t all = pairs_of(static_cast<std::int64_t>(x.size()));
  const std::int64_t different_x = all - pairs_within(x_ties);
  const std::int64_t different_y = all - pairs_within(y_ties);
  const PairCounts counts = count_pairs(x, y);

  KendallTau result;
  result.discordant = counts.discordant;
  result.concordant = different_x + different_y - all + counts.tied_in_both - counts.discordant;
  if (different_x == 0 || different_y == 0) return result;

  const auto difference = static_cast<double>(result.concordant - result.discordant);
  result.tau_b = difference / std::sqrt(static_cast<double>(different_x)) /
                 std::sqrt(static_cast<double>(different_y));
  result.z = difference / std::sqrt(variance(static_cast<double>(x.size()), x_ties, y_ties));
  result.p = normal_p(*result.z);
  if (x_ties.empty() && y_ties.empty() && x.size() <= kMostExactKendallItems) {
    const std::int64_t fewer = std::min(result.concordant, result.discordant);
    result.p_exact =
        2 * fewer == all ? 1.0 : 2 * at_most_inversions(x.size(), static_cast<std::size_t>(fewer));
  }
  return result;
}

}  // namespace faultline::analysis
