#pragma once

#include "reports/table.h"

namespace faultline::reports {

/// A table that holds everything a table can hold: groups, parts, totals, columns for one audience,
/// estimates, what is missing, and texts that try to be more than text.
[[nodiscard]] Table example_table();

/// A text column and a column of numbers, with the rows given.
[[nodiscard]] Table small_table(std::vector<Row> rows, ColumnKind kind = ColumnKind::kCount);

}  // namespace faultline::reports
