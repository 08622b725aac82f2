#pragma once

#include <optional>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// Operators added, updated and deprecated by ONNX release, below each other for each history.
[[nodiscard]] std::optional<Figure> operator_changes_figure(const TableRequest& request);

}  // namespace faultline::reports
