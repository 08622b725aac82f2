#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Agreement per dimension: one row for each pair of raters with percent agreement, Cohen's kappa
/// and Gwet's AC1 with their 95% intervals and Krippendorff's alpha; with three raters and more,
/// one row for all of them with Fleiss' kappa. A coefficient that is undefined is empty, and a note
/// says why.
[[nodiscard]] Table agreement_table(const TableRequest& request);

}  // namespace faultline::reports
