#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// How well the evidence step finds repaired failures, by converter: the screening's decisions on
/// relevant issues against what people say of them, with precision and recall and their 95% Wilson
/// intervals, and F1. Rows are converters; with more than one, a total. What has a denominator of 0
/// has no value.
[[nodiscard]] Table screening_quality_table(const TableRequest& request);

}  // namespace faultline::reports
