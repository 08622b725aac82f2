#pragma once

#include <string>

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Any question of the survey against any other, over the respondents who answered both (open
/// questions: whose answers could be coded).
///
/// Options by options: counts of respondents; where nobody chooses more than one option of either,
/// the test of independence (see independence.h), and Spearman's rho of two scales; otherwise
/// Fisher's exact test of each pair of options, corrected after Holm. A number by options: number
/// of answers, median and quartiles, with the test of Kruskal and Wallis, or that of Mann and
/// Whitney for each option where several can be chosen. Two numbers: Spearman's rho.
/// @throws Error (input) for unknown questions, with the nearest, and for a question by itself
[[nodiscard]] Table survey_cross_table(const TableRequest& request, const std::string& rows,
                                       const std::string& columns);

}  // namespace faultline::reports
