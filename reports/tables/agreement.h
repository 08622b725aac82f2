#pragma once

#include "reports/agreement.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// Which labels a request for agreement is about.
/// @throws Error (input) for a tranche that the study does not have, with the nearest
[[nodiscard]] AgreementScope agreement_scope(const TableRequest& request);

/// Agreement per dimension: one row for each pair of raters with percent agreement (and its Wilson
/// interval), Cohen's kappa with its standard error, Gwet's AC1, both with their 95% intervals, and
/// Krippendorff's alpha; with three raters and more,
/// one row for all of them with Fleiss' kappa. A coefficient that is undefined is empty, and a note
/// says why.
[[nodiscard]] Table agreement_table(const TableRequest& request);

}  // namespace faultline::reports
