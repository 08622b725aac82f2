#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Failures by the quarter (of a year, in UTC) in which their issue was opened, by converter and by
/// code of one dimension: for each quarter a row with all its failures, then one for each code,
/// with the code's share of the quarter's failures and its 95% Wilson interval. From the first
/// quarter with a failure to the last, those without one included. Every count leads to its issues.
/// @throws Error (input) where the codebook does not have the dimension
[[nodiscard]] Table trend_table(const TableRequest& request);

}  // namespace faultline::reports
