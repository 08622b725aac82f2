#include "analysis/rates.h"

#include "app/statistics/families.h"
#include "app/statistics/inputs.h"
#include "app/statistics/outputs.h"
#include "base/error.h"

namespace faultline::app {

namespace {

using nlohmann::ordered_json;

ordered_json poisson_rate_ratio(const Inputs& inputs) {
  const analysis::RateRatio rates =
      analysis::poisson_rate_ratio(inputs.integer("x1"), inputs.number("t1"), inputs.integer("x2"),
                                   inputs.number("t2"), inputs.confidence());
  ordered_json result;
  result["rate1"] = rates.rate1;
  result["rate2"] = rates.rate2;
  result["ratio"] = to_json(rates.ratio);
  result["p_exact"] = rates.p_exact;
  result["p_exact_central"] = rates.p_exact_central;
  add_interval(result, "ci", rates.interval);
  return result;
}

ordered_json poisson_homogeneity(const Inputs& inputs) {
  const analysis::RateHomogeneity rates =
      analysis::poisson_homogeneity(inputs.integers("counts"), inputs.numbers("exposures"));
  ordered_json result;
  result["pooled_rate"] = rates.pooled_rate;
  result["df"] = rates.df;
  result["lr"] = to_json(rates.likelihood_ratio);
  result["p_lr"] = to_json(rates.p_likelihood_ratio);
  result["pearson"] = to_json(rates.pearson);
  result["p_pearson"] = to_json(rates.p_pearson);
  result["dispersion"] = to_json(rates.dispersion);
  return result;
}

ordered_json multinomial_exact(const Inputs& inputs) {
  const std::optional<double> p =
      analysis::multinomial_exact(inputs.integers("counts"), inputs.numbers("exposures"));
  if (!p) {
    throw Error("there are too many possible outcomes for an exact test")
        .help("the statistic 'poisson_homogeneity' takes any number of events and intervals");
  }
  ordered_json result;
  result["p_exact"] = *p;
  return result;
}

}  // namespace

std::vector<Statistic> rate_statistics() {
  return {{"poisson_rate_ratio", {"x1", "t1", "x2", "t2", "confidence"}, poisson_rate_ratio},
          {"poisson_homogeneity", {"counts", "exposures"}, poisson_homogeneity},
          {"multinomial_exact", {"counts", "exposures"}, multinomial_exact}};
}

}  // namespace faultline::app
