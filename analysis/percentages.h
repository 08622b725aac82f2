#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace faultline::analysis {

/// Rounded percentages, computed in integers.

/// The most decimals of a percentage.
inline constexpr int kMostDecimals = 6;

/// Percentages of the total that add up to exactly 100, each rounded down or up: units of
/// 10^-decimals percent are handed out by the largest remainders; equal remainders to the larger
/// count first, then to the earlier place. All 0 where there is nothing to share.
/// @throws Error (input) where a count is negative, their sum exceeds 2^53, or the decimals do not
///         lie in [0, kMostDecimals]
/// Source: Hamilton's method of apportionment.
[[nodiscard]] std::vector<double> largest_remainder(std::span<const std::int64_t> counts,
                                                    int decimals);

/// The percentage count/of, rounded half away from zero; no value where `of` is 0.
/// @throws Error (input) where a count is negative or above 2^53, or the decimals do not lie in
///         [0, kMostDecimals]
[[nodiscard]] std::optional<double> rounded_percentage(std::int64_t count, std::int64_t of,
                                                       int decimals = 0);

}  // namespace faultline::analysis
