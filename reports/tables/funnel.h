#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// The issues that are left after each step of the protocol, by converter: `repository` (all closed
/// issues, a count asked of GitHub), `relevant` (pass the converter's filter), `evidence` (and show
/// that they were repaired), `sampled`. A step that was not taken yet has no numbers.
[[nodiscard]] Table funnel_table(const TableRequest& request);

}  // namespace faultline::reports
