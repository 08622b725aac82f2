#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Failures per 30 days between ONNX releases, with exact Poisson intervals; its notes say whether
/// all intervals could have one rate, and whether the counts vary more than Poisson's.
[[nodiscard]] Table evolution_rates_table(const TableRequest& request);

}  // namespace faultline::reports
