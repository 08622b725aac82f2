#pragma once

#include <cstdint>
#include <optional>

#include "reports/tables/tables.h"

namespace faultline::reports {

/// From the rows of each export to its respondents: one row for each reason to leave rows out.
[[nodiscard]] Table survey_rows_table(const TableRequest& request);

/// How many of those who were invited responded, and the margin of error of a share of one half for
/// the population, by wave and in all.
/// @param population  where it is not as the imports said
[[nodiscard]] Table response_rate_table(const TableRequest& request, double confidence,
                                        std::optional<std::int64_t> population);

}  // namespace faultline::reports
