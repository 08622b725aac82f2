#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace faultline::analysis {

/// What `summarize` found; nothing but n has a value without values, and no sd with one.
struct Summary {
  std::size_t n = 0;
  std::optional<double> mean;
  std::optional<double> median;
  std::optional<double> sd;  ///< with n - 1
  std::optional<double> q1;
  std::optional<double> q3;
  std::optional<double> min;
  std::optional<double> max;
};

/// Location and spread of values. Quartiles by linear interpolation at (n - 1)p (Hyndman and Fan
/// 1996, type 7), as in R and NumPy.
/// @throws Error (input) where a value is not finite
[[nodiscard]] Summary summarize(std::span<const double> values);

}  // namespace faultline::analysis
