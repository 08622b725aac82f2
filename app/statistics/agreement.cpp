#include <algorithm>
#include <array>
#include <string>

#include "analysis/fleiss_kappa.h"
#include "analysis/gwet_ac1.h"
#include "analysis/item_counts.h"
#include "analysis/kappa.h"
#include "analysis/krippendorff_alpha.h"
#include "app/statistics/families.h"
#include "app/statistics/inputs.h"
#include "app/statistics/outputs.h"
#include "base/error.h"

namespace faultline::app {

namespace {

using nlohmann::ordered_json;

ordered_json cohen_kappa(const Inputs& inputs) {
  // In the order of analysis::KappaWeights.
  const std::array<std::string, 3> names{"none", "linear", "quadratic"};
  const auto weights = static_cast<analysis::KappaWeights>(inputs.choice("weights", names, true));
  const analysis::Kappa kappa =
      analysis::cohen_kappa(inputs.table("table"), weights, inputs.confidence());
  ordered_json result;
  result["n"] = kappa.items;
  result["observed_agreement"] = to_json(kappa.observed_agreement);
  result["expected_agreement"] = to_json(kappa.expected_agreement);
  result["kappa"] = to_json(kappa.kappa);
  result["se_null"] = to_json(kappa.se_null);
  result["se"] = to_json(kappa.se);
  add_interval(result, "ci", kappa.interval);
  result["z"] = to_json(kappa.z);
  result["p"] = to_json(kappa.p);
  return result;
}

ordered_json scott_pi(const Inputs& inputs) {
  const analysis::ScottPi pi = analysis::scott_pi(inputs.table("table"));
  ordered_json result;
  result["observed_agreement"] = to_json(pi.observed_agreement);
  result["expected_agreement"] = to_json(pi.expected_agreement);
  result["pi"] = to_json(pi.pi);
  return result;
}

ordered_json percent_agreement(const Inputs& inputs) {
  const analysis::PercentAgreement agreement =
      analysis::percent_agreement(inputs.ratings("ratings").counts);
  ordered_json result;
  result["items"] = agreement.items;
  result["pairwise_agreement"] = to_json(agreement.pairwise);
  result["unanimous_agreement"] = to_json(agreement.unanimous);
  return result;
}

ordered_json fleiss_kappa(const Inputs& inputs) {
  const analysis::FleissKappa kappa = analysis::fleiss_kappa(inputs.item_counts("counts"));
  ordered_json result;
  result["observed_agreement"] = to_json(kappa.observed_agreement);
  result["expected_agreement"] = to_json(kappa.expected_agreement);
  result["category_kappa"] = ordered_json::array();
  for (const auto& code : kappa.code_kappa) result["category_kappa"].push_back(to_json(code));
  result["kappa"] = to_json(kappa.kappa);
  result["se_null"] = to_json(kappa.se_null);
  result["z"] = to_json(kappa.z);
  result["p"] = to_json(kappa.p);
  result["se_fleiss1971"] = to_json(kappa.se_fleiss1971);
  return result;
}

ordered_json krippendorff_alpha(const Inputs& inputs) {
  // In the order of analysis::Level.
  const std::array<std::string, 4> names{"nominal", "ordinal", "interval", "ratio"};
  const auto level = static_cast<analysis::Level>(inputs.choice("level", names, false));
  const Ratings ratings = inputs.ratings("ratings");
  std::vector<double> values;
  if (level != analysis::Level::kNominal) {
    for (const nlohmann::json& label : ratings.labels) {
      if (!label.is_number()) {
        throw Error("labels must be numbers at this level")
            .help("the level 'nominal' takes labels of any kind");
      }
      values.push_back(label.get<double>());
    }
  }
  const analysis::KrippendorffAlpha alpha =
      analysis::krippendorff_alpha(ratings.counts, level, values);
  ordered_json result;
  result["alpha"] = to_json(alpha.alpha);
  result["pairable_values"] = alpha.pairable_values;
  result["observed_disagreement"] = to_json(alpha.observed_disagreement);
  result["expected_disagreement"] = to_json(alpha.expected_disagreement);
  return result;
}

ordered_json gwet_ac1(const Inputs& inputs) {
  const analysis::GwetAc1 ac1 =
      analysis::gwet_ac1(inputs.ratings("ratings", "categories").counts, inputs.confidence());
  ordered_json result;
  result["observed_agreement"] = to_json(ac1.observed_agreement);
  result["expected_agreement"] = to_json(ac1.expected_agreement);
  result["ac1"] = to_json(ac1.ac1);
  result["se"] = to_json(ac1.se);
  add_interval(result, "ci", ac1.interval);
  return result;
}

}  // namespace

std::vector<Statistic> agreement_statistics() {
  return {{"cohen_kappa", {"table", "weights", "confidence"}, cohen_kappa},
          {"scott_pi", {"table"}, scott_pi},
          {"percent_agreement", {"ratings"}, percent_agreement},
          {"fleiss_kappa", {"counts"}, fleiss_kappa},
          {"krippendorff_alpha", {"ratings", "level"}, krippendorff_alpha},
          {"gwet_ac1", {"ratings", "categories", "confidence"}, gwet_ac1}};
}

}  // namespace faultline::app
