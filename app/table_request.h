#pragma once

#include "app/command.h"
#include "app/study.h"
#include "reports/tables/tables.h"

namespace faultline::app {

/// What the options --rater, --raters, --tranche, --without-assisted, --tolerance, --sets, --all,
/// --dimension and --wave ask of a table. Refers to the study.
[[nodiscard]] reports::TableRequest table_request(Study& study, const Arguments& arguments);

}  // namespace faultline::app
