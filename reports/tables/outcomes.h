#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// What became of converted models: a row an outcome, a count and a share a converter and kind of
/// model. See data/conversion_outcome.h for the rules.
[[nodiscard]] Table outcomes_table(const TableRequest& request);

/// The same with a row for each size of models.
[[nodiscard]] Table outcome_sizes_table(const TableRequest& request);

/// How many of the compared models are mismatches at tolerances from 1e-9 to 1, where the
/// difference of their outputs is known.
[[nodiscard]] Table outcome_tolerances_table(const TableRequest& request);

}  // namespace faultline::reports
