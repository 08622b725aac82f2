#pragma once

#include <string>

#include "data/codebook.h"
#include "data/issues.h"

namespace faultline::app {

/// Adds a condition to a query as --where writes it: "stage=node-conversion", where "any" stands
/// for every code.
/// @throws Error (input) for anything else, with the nearest dimension or code
void add_condition(data::IssueQuery& query, const std::string& text,
                   const data::Codebook& codebook);

}  // namespace faultline::app
