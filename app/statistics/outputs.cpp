#include "app/statistics/outputs.h"

#include <cmath>

namespace faultline::app {

nlohmann::ordered_json to_json(std::optional<double> value) {
  if (!value || std::isnan(*value)) return nullptr;
  if (std::isinf(*value)) return *value > 0 ? "inf" : "-inf";
  return *value;
}

void add_interval(nlohmann::ordered_json& result, std::string_view prefix,
                  const std::optional<analysis::Interval>& interval) {
  const bool is_known = interval.has_value();
  result[std::string(prefix) + "_low"] =
      to_json(is_known ? std::optional(interval->low) : std::nullopt);
  result[std::string(prefix) + "_high"] =
      to_json(is_known ? std::optional(interval->high) : std::nullopt);
}

}  // namespace faultline::app
