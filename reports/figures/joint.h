#pragma once

#include <optional>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// Failures by cause and symptom, a grid for each converter.
[[nodiscard]] std::optional<Figure> cause_symptom_figure(const TableRequest& request);

}  // namespace faultline::reports
