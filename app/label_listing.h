#pragma once

#include "app/command.h"
#include "app/study.h"
#include "data/labels.h"
#include "reports/table.h"

namespace faultline::app {

/// Labels as a table, one a row: for `label show` and `label history`.
[[nodiscard]] reports::Table label_listing(Study& study, const Arguments& arguments,
                                           bool current_only);

}  // namespace faultline::app
