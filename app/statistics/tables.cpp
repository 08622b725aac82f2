#include "analysis/contingency.h"
#include "analysis/fisher_2x2.h"
#include "analysis/fisher_rxc.h"
#include "analysis/paired.h"
#include "app/statistics/families.h"
#include "app/statistics/inputs.h"
#include "app/statistics/outputs.h"
#include "base/error.h"

namespace faultline::app {

namespace {

using nlohmann::ordered_json;

ordered_json chi2_independence(const Inputs& inputs) {
  const auto correction = inputs.boolean("yates") ? analysis::YatesCorrection::kAtOneDegreeOfFreedom
                                                  : analysis::YatesCorrection::kNone;
  const analysis::IndependenceTest test =
      analysis::chi_square_test(inputs.table("table"), correction);
  ordered_json result;
  result["chi2"] = to_json(test.statistic);
  result["df"] = test.df;
  result["p"] = to_json(test.p);
  result["min_expected"] = to_json(test.min_expected);
  return result;
}

ordered_json g_test(const Inputs& inputs) {
  const analysis::IndependenceTest test = analysis::g_test(inputs.table("table"));
  ordered_json result;
  result["g"] = to_json(test.statistic);
  result["df"] = test.df;
  result["p"] = to_json(test.p);
  return result;
}

ordered_json fisher_exact_2x2(const Inputs& inputs) {
  const analysis::Fisher2x2 fisher =
      analysis::fisher_exact_2x2(inputs.table("table"), inputs.confidence());
  ordered_json result;
  result["p_two_sided"] = fisher.p_two_sided;
  result["p_less"] = fisher.p_less;
  result["p_greater"] = fisher.p_greater;
  result["odds_ratio_conditional"] = to_json(fisher.odds_ratio);
  add_interval(result, "ci", fisher.interval);
  return result;
}

ordered_json fisher_exact_rxc(const Inputs& inputs) {
  const std::optional<double> p = analysis::fisher_exact_rxc(inputs.table("table"));
  if (!p) {
    throw Error("the table has too many others with its margins for an exact test")
        .help("the statistics 'chi2_independence' and 'g_test' take tables of any size");
  }
  ordered_json result;
  result["p"] = *p;
  return result;
}

ordered_json cramers_v(const Inputs& inputs) {
  const analysis::CramersV cramer = analysis::cramers_v(inputs.table("table"));
  ordered_json result;
  result["v"] = to_json(cramer.v);
  result["v_bias_corrected"] = to_json(cramer.v_bias_corrected);
  return result;
}

ordered_json odds_ratio(const Inputs& inputs) {
  const analysis::OddsRatio odds = analysis::odds_ratio(inputs.table("table"), inputs.confidence());
  ordered_json result;
  result["odds_ratio"] = to_json(odds.ratio);
  result["se_log"] = to_json(odds.se_log);
  add_interval(result, "ci", odds.interval);
  result["haldane_odds_ratio"] = odds.haldane_ratio;
  result["haldane_se_log"] = odds.haldane_se_log;
  add_interval(result, "haldane_ci", odds.haldane_interval);
  return result;
}

ordered_json mcnemar(const Inputs& inputs) {
  const analysis::McNemar test = analysis::mcnemar(inputs.table("table"));
  ordered_json result;
  result["b"] = test.b;
  result["c"] = test.c;
  result["p_exact"] = test.p_exact;
  result["chi2"] = to_json(test.chi2);
  result["p"] = to_json(test.p);
  result["chi2_corrected"] = to_json(test.chi2_corrected);
  result["p_corrected"] = to_json(test.p_corrected);
  return result;
}

}  // namespace

std::vector<Statistic> table_statistics() {
  return {{"chi2_independence", {"table", "yates"}, chi2_independence},
          {"g_test", {"table"}, g_test},
          {"fisher_exact_2x2", {"table", "confidence"}, fisher_exact_2x2},
          {"fisher_exact_rxc", {"table"}, fisher_exact_rxc},
          {"cramers_v", {"table"}, cramers_v},
          {"odds_ratio", {"table", "confidence"}, odds_ratio},
          {"mcnemar", {"table"}, mcnemar}};
}

}  // namespace faultline::app
