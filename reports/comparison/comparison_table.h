#pragma once

#include <cstdint>

#include "reports/comparison/compare.h"
#include "reports/table.h"

namespace faultline::reports {

/// One dimension of a comparison as a table: code by code both counts with their shares, the
/// difference (B minus A, in points of a percentage) with its interval, the p-value and the
/// adjusted one with the test's name. The notes begin with what differs and what cannot be told
/// apart, with the difference that could have been found; then come the sides, the test of all
/// codes together, and what was left out.
/// @param seed  for p-values by simulation
[[nodiscard]] Table comparison_table(const ComparedSide& a, const ComparedSide& b,
                                     const ComparedDimension& dimension, std::uint64_t seed);

/// What changed in one dimension and what cannot be told apart, in sentences with their numbers.
[[nodiscard]] std::string comparison_words(const ComparedSide& a, const ComparedSide& b,
                                           const ComparedDimension& dimension);

}  // namespace faultline::reports
