#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Failures between ONNX releases beside the operator changes of each, as each history counts them.
[[nodiscard]] Table evolution_table(const TableRequest& request);

/// Spearman's rho between operator changes and failures, incompatibility and type problems, and
/// their share, with p and 95% interval, once per history: how far the answer depends on who counts
/// the changes. See analysis/evolution.h for the method.
[[nodiscard]] Table evolution_correlation_table(const TableRequest& request);

}  // namespace faultline::reports
