#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Issues with more than ten comments, by converter: those that take long to label.
[[nodiscard]] Table long_threads_table(const TableRequest& request);

}  // namespace faultline::reports
