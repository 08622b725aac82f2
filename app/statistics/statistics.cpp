#include "app/statistics/statistics.h"

#include <algorithm>

#include "app/statistics/families.h"
#include "app/statistics/inputs.h"
#include "base/error.h"
#include "base/nearest.h"

namespace faultline::app {

namespace {

const std::vector<Statistic>& all_statistics() {
  static const std::vector<Statistic> kStatistics = [] {
    std::vector<Statistic> all;
    for (const auto& family : {agreement_statistics(), proportion_statistics(), table_statistics(),
                               correlation_statistics(), sample_statistics(), rate_statistics()}) {
      all.insert(all.end(), family.begin(), family.end());
    }
    std::ranges::sort(all, {}, &Statistic::name);
    return all;
  }();
  return kStatistics;
}

const Statistic& find_statistic(std::string_view name) {
  const std::vector<Statistic>& all = all_statistics();
  const auto found = std::ranges::find(all, name, &Statistic::name);
  if (found != all.end()) return *found;

  const std::vector<std::string> names = statistic_names();
  Error error("there is no statistic '" + std::string(name) + "'");
  if (const auto near = nearest(name, names)) error.help("the nearest one is '" + *near + "'");
  throw error.help("`faultline stat` lists them all");
}

}  // namespace

nlohmann::ordered_json compute_statistic(std::string_view name, const nlohmann::json& inputs) {
  const Statistic& statistic = find_statistic(name);
  try {
    return statistic.compute(Inputs(inputs, statistic.inputs));
  } catch (const Error& cause) {
    Error error("'" + std::string(name) + "' cannot be computed from these inputs", cause.kind());
    error.because(cause.message());
    for (const std::string& reason : cause.reasons()) error.because(reason);
    for (const std::string& advice : cause.advice()) error.help(advice);
    throw error;
  }
}

void check_statistic_name(std::string_view name) { static_cast<void>(find_statistic(name)); }

std::vector<std::string> statistic_names() {
  std::vector<std::string> names;
  for (const Statistic& statistic : all_statistics()) names.emplace_back(statistic.name);
  return names;
}

}  // namespace faultline::app
