#pragma once

#include <optional>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// What became of converted models, by converter and kind of model.
[[nodiscard]] std::optional<Figure> outcomes_figure(const TableRequest& request);

/// The share of mismatches by tolerance.
[[nodiscard]] std::optional<Figure> tolerances_figure(const TableRequest& request);

}  // namespace faultline::reports
