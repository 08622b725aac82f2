#include "analysis/krippendorff_alpha.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "base/error.h"

namespace faultline::analysis {

namespace {

void require_values(Level level, std::span<const double> values, std::size_t codes) {
  if (level == Level::kNominal) return;
  const bool rises = std::ranges::is_sorted(values, std::less_equal<>{});
  if (values.size() != codes || !rises) {
    throw Error("Krippendorff's alpha needs one number per code, each above the one before");
  }
  if (level == Level::kRatio && !values.empty() && values.front() < 0) {
    throw Error("labels on a ratio scale cannot be negative").help("use the level 'interval'");
  }
}

/// How often each code was used in items with two labels or more.
std::vector<std::int64_t> pairable_counts(const ItemCounts& counts) {
  std::vector<std::int64_t> used(counts.codes());
  for (std::size_t index = 0; index < counts.items(); ++index) {
    if (counts.labels(index) < 2) continue;
    for (std::size_t code = 0; code < counts.codes(); ++code) {
      used[code] += counts.item(index)[code];
    }
  }
  return used;
}

/// Squared distances between codes.
class Distance {
 public:
  Distance(Level level, std::span<const double> values, std::span<const std::int64_t> used)
      : level_(level), values_(values), used_up_to_(used.size()) {
    double sum = 0;
    for (std::size_t code = 0; code < used.size(); ++code) {
      // The labels below a code and half of its own: differences of these are the ordinal distance.
      used_up_to_[code] = sum + static_cast<double>(used[code]) / 2;
      sum += static_cast<double>(used[code]);
    }
  }

  [[nodiscard]] double squared(std::size_t c, std::size_t k) const {
    double distance = 1;
    if (level_ == Level::kOrdinal) distance = used_up_to_[k] - used_up_to_[c];
    if (level_ == Level::kInterval) distance = values_[k] - values_[c];
    if (level_ == Level::kRatio) distance = (values_[k] - values_[c]) / (values_[k] + values_[c]);
    return distance * distance;
  }

 private:
  Level level_;
  std::span<const double> values_;
  std::vector<double> used_up_to_;
};

/// Sum of squared distances over all ordered pairs of different codes, weighted by their counts.
template <typename Count>
double weighted_distances(std::span<const Count> counts, const Distance& distance) {
  std::vector<std::size_t> present;
  for (std::size_t code = 0; code < counts.size(); ++code) {
    if (counts[code] > 0) present.push_back(code);
  }
  double sum = 0;
  for (std::size_t i = 0; i < present.size(); ++i) {
    for (std::size_t j = i + 1; j < present.size(); ++j) {
      sum += static_cast<double>(counts[present[i]]) * static_cast<double>(counts[present[j]]) *
             distance.squared(present[i], present[j]);
    }
  }
  return 2 * sum;
}

}  // namespace

KrippendorffAlpha krippendorff_alpha(const ItemCounts& counts, Level level,
                                     std::span<const double> values) {
  require_values(level, values, counts.codes());
  const std::vector<std::int64_t> used = pairable_counts(counts);
  const Distance distance(level, values, used);

  KrippendorffAlpha result;
  std::size_t different = 0;
  for (const std::int64_t count : used) {
    result.pairable_values += count;
    different += count > 0 ? 1 : 0;
  }
  if (result.pairable_values == 0) return result;

  double observed = 0;
  for (std::size_t index = 0; index < counts.items(); ++index) {
    if (counts.labels(index) < 2) continue;
    observed += weighted_distances(counts.item(index), distance) /
                static_cast<double>(counts.labels(index) - 1);
  }
  const auto pairable = static_cast<double>(result.pairable_values);
  result.observed_disagreement = observed / pairable;
  result.expected_disagreement = weighted_distances(std::span<const std::int64_t>(used), distance) /
                                 (pairable * (pairable - 1));
  if (different > 1) {
    result.alpha = 1 - *result.observed_disagreement / *result.expected_disagreement;
  }
  return result;
}

}  // namespace faultline::analysis
