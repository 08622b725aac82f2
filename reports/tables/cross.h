#pragma once

#include <string>

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Whether a cross table shows its counts by converter as well.
enum class ByConverter { kNo, kYes };

/// The codes of one dimension against those of another, over the issues that have both, with
/// totals. The notes hold the test of independence: Pearson's chi-square; where an expected count
/// is below 5, Fisher's exact test, by simulation with the study's seed where exact is too large;
/// and Cramer's V.
/// @throws Error (input) where the codebook lacks a dimension
[[nodiscard]] Table cross_table(const TableRequest& request, const std::string& rows,
                                const std::string& columns, ByConverter by_converter);

}  // namespace faultline::reports
