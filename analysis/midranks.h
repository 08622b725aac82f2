#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace faultline::analysis {

/// Twice the rank of each value, from 2 for the smallest; values that are the same share the mean
/// of their ranks, which doubling keeps an integer. No value is NaN.
[[nodiscard]] std::vector<std::int64_t> doubled_midranks(std::span<const double> values);

/// How often each value occurs, for values that occur more than once.
[[nodiscard]] std::vector<std::int64_t> tie_sizes(std::span<const double> values);

/// Whether there are no two different values.
[[nodiscard]] bool is_constant(std::span<const double> values);

}  // namespace faultline::analysis
