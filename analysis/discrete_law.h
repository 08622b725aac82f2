#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace faultline::analysis {

/// Outcomes whose probabilities differ by less than this share count as equally probable, since
/// rounding may part what is equal. The same allowance as in R.
inline constexpr double kTieTolerance = 1e-7;

/// A probability law on consecutive integers with a single peak, given by the ratio of each
/// outcome's probability to the one before. Holds the outcomes around the peak whose probability is
/// not lost to all purposes (below about 1e-320 of the peak's), so that the size of a table does
/// not matter, only its spread.
class DiscreteLaw {
 public:
  /// @param ratio  P(k + 1)/P(k) for low <= k < high; falls as k grows
  /// @throws Error (input) where more than a million outcomes are to be held: the law is then so
  ///         wide (of some 10^9 items) that no exact test is needed
  DiscreteLaw(std::int64_t low, std::int64_t high,
              const std::function<long double(std::int64_t)>& ratio);

  [[nodiscard]] double at_most(std::int64_t outcome) const;
  [[nodiscard]] double at_least(std::int64_t outcome) const;
  /// Total probability of the outcomes that are not more probable than this one, ties included.
  [[nodiscard]] double not_more_probable_than(std::int64_t outcome) const;
  [[nodiscard]] double mean() const;

 private:
  [[nodiscard]] std::int64_t last() const {
    return first_ + static_cast<std::int64_t>(probabilities_.size()) - 1;
  }

  std::int64_t first_;
  std::vector<long double> probabilities_;
};

}  // namespace faultline::analysis
