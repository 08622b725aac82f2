#pragma once

#include <optional>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// How many failures were reported up to the end of each quarter, by converter, with the releases
/// of ONNX. Failures are the issues that have a cause and of which is known when they were opened.
[[nodiscard]] std::optional<Figure> failures_over_time_figure(const TableRequest& request);

}  // namespace faultline::reports
