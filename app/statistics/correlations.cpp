#include "analysis/correlation.h"
#include "analysis/kendall_tau.h"
#include "analysis/spearman_exact.h"
#include "app/statistics/families.h"
#include "app/statistics/inputs.h"
#include "app/statistics/outputs.h"

namespace faultline::app {

namespace {

using nlohmann::ordered_json;

ordered_json describe(const analysis::Correlation& correlation, const char* coefficient) {
  ordered_json result;
  result[coefficient] = to_json(correlation.coefficient);
  result["t"] = to_json(correlation.t);
  result["df"] = correlation.df;
  result["p"] = to_json(correlation.p);
  add_interval(result, "ci", correlation.interval);
  return result;
}

ordered_json spearman(const Inputs& inputs) {
  return describe(analysis::spearman(inputs.numbers("x"), inputs.numbers("y"), inputs.confidence()),
                  "rho");
}

ordered_json pearson(const Inputs& inputs) {
  return describe(analysis::pearson(inputs.numbers("x"), inputs.numbers("y"), inputs.confidence()),
                  "r");
}

ordered_json spearman_exact(const Inputs& inputs) {
  const analysis::SpearmanExact exact =
      analysis::spearman_exact(inputs.numbers("x"), inputs.numbers("y"));
  ordered_json result;
  result["rho"] = to_json(exact.rho);
  result["p_exact"] = to_json(exact.p_exact);
  // A vector that does not vary has no direction to test.
  if (exact.rho) {
    result["p_exact_greater"] = to_json(exact.p_greater);
    result["p_exact_less"] = to_json(exact.p_less);
  }
  return result;
}

ordered_json kendall_tau_b(const Inputs& inputs) {
  const analysis::KendallTau tau =
      analysis::kendall_tau_b(inputs.numbers("x"), inputs.numbers("y"));
  ordered_json result;
  result["concordant"] = tau.concordant;
  result["discordant"] = tau.discordant;
  result["tau_b"] = to_json(tau.tau_b);
  result["z"] = to_json(tau.z);
  result["p"] = to_json(tau.p);
  result["p_exact"] = to_json(tau.p_exact);
  return result;
}

}  // namespace

std::vector<Statistic> correlation_statistics() {
  return {{"spearman", {"x", "y", "confidence"}, spearman},
          {"spearman_exact", {"x", "y"}, spearman_exact},
          {"kendall_tau_b", {"x", "y"}, kendall_tau_b},
          {"pearson", {"x", "y", "confidence"}, pearson}};
}

}  // namespace faultline::app
