#include "analysis/discrete_law.h"

#include <algorithm>
#include <cstddef>

#include "base/error.h"

namespace faultline::analysis {

namespace {

constexpr long double kLost = 1e-320L;

void require_room(const std::vector<long double>& probabilities) {
  constexpr std::size_t kMostOutcomes = 1'000'000;
  if (probabilities.size() < kMostOutcomes) return;
  throw Error("the counts are too large for an exact test")
      .help("the approximate tests are as good for so many items");
}

std::int64_t peak(std::int64_t low, std::int64_t high,
                  const std::function<long double(std::int64_t)>& ratio) {
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (ratio(middle) >= 1) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

DiscreteLaw::DiscreteLaw(std::int64_t low, std::int64_t high,
                         const std::function<long double(std::int64_t)>& ratio)
    : first_(peak(low, high, ratio)) {
  const std::int64_t top = first_;
  long double weight = 1;
  while (first_ > low && weight > kLost) {
    --first_;
    weight /= ratio(first_);
    probabilities_.push_back(weight);
    require_room(probabilities_);
  }
  std::ranges::reverse(probabilities_);
  probabilities_.push_back(1);
  weight = 1;
  for (std::int64_t outcome = top; outcome < high && weight > kLost; ++outcome) {
    weight *= ratio(outcome);
    probabilities_.push_back(weight);
    require_room(probabilities_);
  }
  long double sum = 0;
  for (const long double probability : probabilities_) sum += probability;
  for (long double& probability : probabilities_) probability /= sum;
}

double DiscreteLaw::at_most(std::int64_t outcome) const {
  if (outcome >= last()) return 1;
  long double sum = 0;
  for (std::int64_t k = first_; k <= outcome; ++k) {
    sum += probabilities_[static_cast<std::size_t>(k - first_)];
  }
  return static_cast<double>(sum);
}

double DiscreteLaw::at_least(std::int64_t outcome) const {
  if (outcome <= first_) return 1;
  long double sum = 0;
  for (std::int64_t k = last(); k >= outcome; --k) {
    sum += probabilities_[static_cast<std::size_t>(k - first_)];
  }
  return static_cast<double>(sum);
}

double DiscreteLaw::not_more_probable_than(std::int64_t outcome) const {
  if (outcome < first_ || outcome > last()) return 0;
  const long double limit = probabilities_[static_cast<std::size_t>(outcome - first_)] *
                            (1 + static_cast<long double>(kTieTolerance));
  long double sum = 0;
  bool is_all = true;
  for (const long double probability : probabilities_) {
    if (probability <= limit) {
      sum += probability;
    } else {
      is_all = false;
    }
  }
  return is_all ? 1 : static_cast<double>(sum);
}

double DiscreteLaw::mean() const {
  long double sum = 0;
  for (std::size_t i = 0; i < probabilities_.size(); ++i) {
    sum += probabilities_[i] * static_cast<long double>(i);
  }
  return static_cast<double>(static_cast<long double>(first_) + sum);
}

}  // namespace faultline::analysis
