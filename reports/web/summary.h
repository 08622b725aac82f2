#pragma once

#include <string>
#include <vector>

#include "reports/web/web_report.h"

namespace faultline::reports {

/// What a study found, in sentences that are made from its tables, each number with its interval.
/// Sentences about what the study does not have yet are left out; the first one is always there.
[[nodiscard]] std::vector<std::string> summary(const WebReport& report);

}  // namespace faultline::reports
