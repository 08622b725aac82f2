#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/distributions.h"

namespace faultline::app {

/// A result as JSON, which knows no infinities: null where it is undefined, "inf" or "-inf".
[[nodiscard]] nlohmann::ordered_json to_json(std::optional<double> value);

/// Adds both limits of an interval, null where there is none: PREFIX_low and PREFIX_high.
void add_interval(nlohmann::ordered_json& result, std::string_view prefix,
                  const std::optional<analysis::Interval>& interval);

}  // namespace faultline::app
