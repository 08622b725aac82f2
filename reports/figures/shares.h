#pragma once

#include <optional>
#include <string>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// The codes of a dimension as shares of each converter's failures with their Wilson intervals, one
/// converter beside the other; where the published study looked at a converter too, and counted
/// otherwise, its shares stand beside.
[[nodiscard]] std::optional<Figure> share_figure(const TableRequest& request,
                                                 const std::string& dimension_id);

}  // namespace faultline::reports
