#pragma once

#include "reports/agreement.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// The agreement that a request asks for, in one dimension; without pairs where there are not two
/// raters.
/// @throws Error (input) for a rater or a tranche that the study does not have, with the nearest
[[nodiscard]] DimensionAgreement measure_agreement(const TableRequest& request,
                                                   const data::Dimension& dimension);

/// The same in every dimension of the codebook, in its order.
[[nodiscard]] std::vector<DimensionAgreement> measure_agreement(const TableRequest& request);

/// Agreement per dimension: one row for each pair of raters with percent agreement (and its Wilson
/// interval), Cohen's kappa with its standard error, Gwet's AC1, both with their 95% intervals, and
/// Krippendorff's alpha; with three raters and more,
/// one row for all of them with Fleiss' kappa. A coefficient that is undefined is empty, and a note
/// says why.
[[nodiscard]] Table agreement_table(const TableRequest& request);

/// The same of what is measured already.
[[nodiscard]] Table agreement_table(const TableRequest& request,
                                    const std::vector<DimensionAgreement>& measured);

}  // namespace faultline::reports
