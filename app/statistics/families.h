#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace faultline::app {

class Inputs;

/// A statistic by its name in JSON, the inputs that it takes, and how it is computed from them.
struct Statistic {
  std::string_view name;
  std::vector<std::string_view> inputs;
  nlohmann::ordered_json (*compute)(const Inputs& inputs) = nullptr;
};

/// The statistics of each family, one source file a family. What each of them means is in the
/// headers of analysis/.
[[nodiscard]] std::vector<Statistic> agreement_statistics();
[[nodiscard]] std::vector<Statistic> proportion_statistics();
[[nodiscard]] std::vector<Statistic> table_statistics();
[[nodiscard]] std::vector<Statistic> correlation_statistics();
[[nodiscard]] std::vector<Statistic> sample_statistics();
[[nodiscard]] std::vector<Statistic> rate_statistics();

}  // namespace faultline::app
