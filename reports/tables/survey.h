#pragma once

#include <string>
#include <string_view>

#include "reports/tables/tables.h"

namespace faultline::reports {

/// The answers to the questions of the survey that feed a table. Beside each question stands how
/// many of those whom it was asked answered it, with that share; below it each option, as a share
/// of those who answered, or each theme, as a share of the answers that could be coded, with its
/// 95% Wilson interval. Of several waves each has columns of its own, and the last share less the
/// first stands beside them, with Newcombe's interval.
///
/// The notes tell whose themes count, contradictory answers, and the median of numbers and scales.
/// @param id  which table, as the questions of the instrument name it
[[nodiscard]] Table survey_table(const TableRequest& request, const std::string& id,
                                 std::string_view title);

}  // namespace faultline::reports
