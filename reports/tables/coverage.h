#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// The operators, pairs and triples of operators along a path that the first set of models has and
/// no model of the last set: what a converter's test models should exercise. The most common ones
/// first. Operators are looked for everywhere in a model, pairs and triples on the paths from its
/// inputs to its outputs.
[[nodiscard]] Table coverage_table(const TableRequest& request);

}  // namespace faultline::reports
