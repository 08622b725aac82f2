#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Operators added, updated and deprecated by each operator set of the default domain, with its
/// release date, one group of columns for each history that the study has.
[[nodiscard]] Table operator_sets_table(const TableRequest& request);

}  // namespace faultline::reports
