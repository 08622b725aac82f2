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

/// A percentage as somebody printed it: "15" is 15 units with 0 decimals, "12.5" 125 with 1.
struct PrintedPercentage {
  std::int64_t units = 0;
  int decimals = 0;
};

/// Whether count/of, as a percentage with those decimals, can be what was printed. Of a tie either
/// neighbour will do (half up, half to even), so that only what no rounding gives is refused.
/// @throws Error (input) where a number is negative or above 2^53, `of` is 0, or the decimals do
///         not lie in [0, kMostDecimals]
[[nodiscard]] bool percentage_fits(std::int64_t count, std::int64_t of,
                                   const PrintedPercentage& printed);

/// The counts of `of` items that give what was printed; none where no count does.
struct FittingCounts {
  std::int64_t least = 0;
  std::int64_t most = 0;
};
/// @throws Error (input) as percentage_fits
/// Source: the idea of Brown and Heathers 2017, the GRIM test, for percentages.
[[nodiscard]] std::optional<FittingCounts> fitting_counts(std::int64_t of,
                                                          const PrintedPercentage& printed);

}  // namespace faultline::analysis
