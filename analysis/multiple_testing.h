#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace faultline::analysis {

/// P-values adjusted for being several, each list in the order of the input.
struct AdjustedP {
  std::vector<double> bonferroni;
  std::vector<double> holm;  ///< Holm 1979: the chance of any false alarm
  std::vector<double>
      benjamini_hochberg;  ///< Benjamini and Hochberg 1995: the share of false alarms
};

/// @param family  how many tests were made, where more were than `p` holds: the others count as if
///                their p were larger than all of these
/// @throws Error (input) where a p-value does not lie in [0, 1], or the family is smaller than `p`
[[nodiscard]] AdjustedP adjust_p(std::span<const double> p, std::uint64_t family);
[[nodiscard]] AdjustedP adjust_p(std::span<const double> p);

}  // namespace faultline::analysis
