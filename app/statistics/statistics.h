#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::app {

/// Any single statistic of the program from JSON, so that a table's number can be redone by hand:
///
///     compute_statistic("two_proportions", {{"x1", 50}, {"n1", 100}, {"x2", 62}, {"n2", 100}})
///
/// @param name    one of `statistic_names`
/// @param inputs  an object with the statistic's inputs and no others
/// @return the statistic's results by name; null where a value is undefined, "inf" and "-inf" for
///         infinities
/// @throws Error (input) where the name is unknown, an input is missing, unknown or of another type
///         than expected, or a value is impossible or too large to be computed
[[nodiscard]] nlohmann::ordered_json compute_statistic(std::string_view name,
                                                       const nlohmann::json& inputs);

/// @throws Error (input) where there is no such statistic, with the nearest
void check_statistic_name(std::string_view name);

/// All statistics, in alphabetical order.
[[nodiscard]] std::vector<std::string> statistic_names();

}  // namespace faultline::app
