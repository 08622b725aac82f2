#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Operators added, updated and deprecated by each operator set of the default domain, with its
/// release date, one group of columns for each history that the study has.
[[nodiscard]] Table operator_sets_table(const TableRequest& request);

/// The same by release: the sets that came out on one day, with the names of the releases where the
/// study knows them.
[[nodiscard]] Table operator_releases_table(const TableRequest& request);

}  // namespace faultline::reports
