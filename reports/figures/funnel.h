#pragma once

#include <optional>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// The issues left after each step from the repositories to the sample, by converter.
[[nodiscard]] std::optional<Figure> funnel_figure(const TableRequest& request);

}  // namespace faultline::reports
