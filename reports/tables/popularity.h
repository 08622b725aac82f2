#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Stars, forks and closed issues of each converter's repository, with the date on which these
/// numbers were first read as they are.
[[nodiscard]] Table popularity_table(const TableRequest& request);

}  // namespace faultline::reports
