#pragma once

#include <string>

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Code by converter in one dimension, with total, share of all labelled issues and its 95% Wilson
/// interval. Every count leads to its issues.
/// @throws Error (input) where the codebook has no such dimension
[[nodiscard]] Table distribution_table(const TableRequest& request, const std::string& dimension);

}  // namespace faultline::reports
