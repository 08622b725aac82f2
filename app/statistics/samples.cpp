#include "analysis/rank_tests.h"
#include "analysis/summary.h"
#include "app/statistics/families.h"
#include "app/statistics/inputs.h"
#include "app/statistics/outputs.h"

namespace faultline::app {

namespace {

using nlohmann::ordered_json;

ordered_json summary(const Inputs& inputs) {
  const analysis::Summary summary = analysis::summarize(inputs.numbers("x"));
  ordered_json result;
  result["n"] = summary.n;
  result["mean"] = to_json(summary.mean);
  result["median"] = to_json(summary.median);
  result["sd"] = to_json(summary.sd);
  result["q1"] = to_json(summary.q1);
  result["q3"] = to_json(summary.q3);
  result["min"] = to_json(summary.min);
  result["max"] = to_json(summary.max);
  return result;
}

ordered_json mann_whitney(const Inputs& inputs) {
  const analysis::MannWhitney test =
      analysis::mann_whitney(inputs.numbers("x"), inputs.numbers("y"));
  ordered_json result;
  result["u1"] = test.u1;
  result["u2"] = test.u2;
  result["z"] = to_json(test.z);
  result["p"] = to_json(test.p);
  result["p_corrected"] = to_json(test.p_corrected);
  result["p_exact"] = to_json(test.p_exact);
  return result;
}

ordered_json cliffs_delta(const Inputs& inputs) {
  const analysis::CliffsDelta delta =
      analysis::cliffs_delta(inputs.numbers("x"), inputs.numbers("y"));
  ordered_json result;
  result["delta"] = to_json(delta.delta);
  result["vargha_delaney_a"] = to_json(delta.vargha_delaney_a);
  return result;
}

ordered_json kruskal_wallis(const Inputs& inputs) {
  const analysis::KruskalWallis test = analysis::kruskal_wallis(inputs.groups("groups"));
  ordered_json result;
  result["h"] = to_json(test.h);
  result["df"] = test.df;
  result["p"] = to_json(test.p);
  return result;
}

}  // namespace

std::vector<Statistic> sample_statistics() {
  return {{"summary", {"x"}, summary},
          {"mann_whitney", {"x", "y"}, mann_whitney},
          {"cliffs_delta", {"x", "y"}, cliffs_delta},
          {"kruskal_wallis", {"groups"}, kruskal_wallis}};
}

}  // namespace faultline::app
