#pragma once

#include <optional>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// Failures between ONNX releases against the operators that the first of the two changed, with the
/// rank correlation: all failures, and incompatibilities and type problems; by each history.
[[nodiscard]] std::optional<Figure> evolution_figure(const TableRequest& request);

}  // namespace faultline::reports
