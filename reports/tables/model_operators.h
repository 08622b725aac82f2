#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// The operators of each set of models, those that the first set shares with the others, and those
/// that it has and another has not. Operators in subgraphs and functions count too.
[[nodiscard]] Table model_operators_table(const TableRequest& request);

}  // namespace faultline::reports
