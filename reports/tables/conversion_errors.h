#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// The places where conversion and runtime fail: errors of one signature (analysis/
/// error_signature.h), with how many there are by converter and the first of them as an example.
[[nodiscard]] Table conversion_errors_table(const TableRequest& request);

}  // namespace faultline::reports
