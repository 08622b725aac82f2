#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// Operator changes against failures, their rate, the incompatibility and type problems and their
/// share, by each history: Spearman's rho and Kendall's tau with intervals, and exact p where there
/// are few enough intervals. Its first note is a paragraph that says what the data support and what
/// not. See analysis/association.h.
[[nodiscard]] Table evolution_association_table(const TableRequest& request);

/// Spearman's rho for every combination of the choices: which history, the first and the last
/// release in or out, releases merged or not, issues counted from 0, 3 or 6 months after a release.
[[nodiscard]] Table evolution_sensitivity_table(const TableRequest& request);

}  // namespace faultline::reports
