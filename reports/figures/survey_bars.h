#pragma once

#include <optional>
#include <string>

#include "reports/figures/figures.h"

namespace faultline::reports {

/// The answers to the questions that feed a table of the survey, as shares with their Wilson
/// intervals; of several waves, one beside the other.
[[nodiscard]] std::optional<Figure> survey_figure(const TableRequest& request,
                                                  const std::string& table_id);

}  // namespace faultline::reports
