#pragma once

#include <optional>
#include <string>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// Which codes of a dimension two raters gave the same issues: those two, of the raters whose
/// agreement is asked for, who have most issues in common.
[[nodiscard]] std::optional<Figure> confusion_figure(const TableRequest& request,
                                                     const std::string& dimension_id);

}  // namespace faultline::reports
