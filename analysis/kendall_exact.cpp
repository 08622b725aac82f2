#include "analysis/kendall_exact.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analysis/correlation.h"
#include "base/error.h"

namespace faultline::analysis {

namespace {

using Set = std::uint32_t;

std::int64_t sign(double difference) { return (difference > 0 ? 1 : 0) - (difference < 0 ? 1 : 0); }

/// How many of the items that have the same x there are, by rising x.
std::vector<int> groups_of_ties(std::span<const double> x) {
  std::vector<double> sorted(x.begin(), x.end());
  std::ranges::sort(sorted);
  std::vector<int> sizes;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0 && sorted[i] == sorted[i - 1]) {
      ++sizes.back();
    } else {
      sizes.push_back(1);
    }
  }
  return sizes;
}

/// Concordant less discordant pairs, as the data come.
std::int64_t observed_score(std::span<const double> x, std::span<const double> y) {
  std::int64_t score = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) score += sign(x[i] - x[j]) * sign(y[i] - y[j]);
  }
  return score;
}

/// Counts the ways to hand the values of y to the groups of x, by their score.
class PairingCounts {
 public:
  PairingCounts(std::span<const double> x, std::span<const double> y)
      : y_(y.begin(), y.end()),
        bound_(static_cast<std::int64_t>(x.size() * (x.size() - 1) / 2)),
        by_set_(std::size_t{1} << x.size()) {
    by_set_[0].assign(width(), 0);
    by_set_[0][static_cast<std::size_t>(bound_)] = 1;
    std::vector<Set> reached{0};
    for (const int size : groups_of_ties(x)) reached = hand_out(reached, size);
  }

  /// The counts of the scores from -bound to bound.
  [[nodiscard]] const std::vector<double>& counts() const { return by_set_.back(); }
  [[nodiscard]] std::int64_t bound() const { return bound_; }

 private:
  [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(2 * bound_ + 1); }

  /// What an item adds that comes behind those of the set.
  [[nodiscard]] std::int64_t gain(std::size_t item, Set before) const {
    std::int64_t sum = 0;
    for (std::size_t other = 0; other < y_.size(); ++other) {
      if ((before >> other & 1U) != 0) sum += sign(y_[item] - y_[other]);
    }
    return sum;
  }

  /// Gives the next group `size` of the values that each set has left. @return the sets reached
  std::vector<Set> hand_out(const std::vector<Set>& sets, int size) {
    std::vector<Set> reached;
    for (const Set set : sets) {
      const std::vector<double> counts = std::move(by_set_[set]);
      std::vector<std::int64_t> gains(y_.size());
      for (std::size_t item = 0; item < y_.size(); ++item) gains[item] = gain(item, set);
      const Set rest = static_cast<Set>(by_set_.size() - 1) & ~set;
      for (Set part = rest; part != 0; part = (part - 1) & rest) {
        if (std::popcount(part) != size) continue;
        std::int64_t shift = 0;
        for (std::size_t item = 0; item < y_.size(); ++item) {
          if ((part >> item & 1U) != 0) shift += gains[item];
        }
        if (by_set_[set | part].empty()) reached.push_back(set | part);
        add(by_set_[set | part], counts, shift);
      }
    }
    return reached;
  }

  void add(std::vector<double>& target, const std::vector<double>& counts,
           std::int64_t shift) const {
    target.resize(width());
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      target[static_cast<std::size_t>(static_cast<std::int64_t>(i) + shift)] += counts[i];
    }
  }

  std::vector<double> y_;
  std::int64_t bound_;
  std::vector<std::vector<double>> by_set_;
};

bool varies(std::span<const double> values) {
  return std::ranges::any_of(values, [&](double value) { return value != values.front(); });
}

}  // namespace

KendallExact kendall_exact(std::span<const double> x, std::span<const double> y) {
  require_pairs(x, y);
  if (x.size() > kMostExactKendallTieItems) {
    throw Error("the exact test of Kendall's tau takes at most " +
                std::to_string(kMostExactKendallTieItems) + " items");
  }
  KendallExact result;
  if (!varies(x) || !varies(y)) return result;

  const std::int64_t observed = observed_score(x, y);
  const PairingCounts pairings(x, y);
  const double all = std::accumulate(pairings.counts().begin(), pairings.counts().end(), 0.0);
  const auto share = [&](const auto& holds) {
    double sum = 0;
    for (std::int64_t score = -pairings.bound(); score <= pairings.bound(); ++score) {
      if (holds(score))
        sum += pairings.counts()[static_cast<std::size_t>(score + pairings.bound())];
    }
    return sum / all;
  };
  result.p_exact = share([&](std::int64_t s) { return std::abs(s) >= std::abs(observed); });
  result.p_greater = share([&](std::int64_t s) { return s >= observed; });
  result.p_less = share([&](std::int64_t s) { return s <= observed; });
  return result;
}

}  // namespace faultline::analysis
