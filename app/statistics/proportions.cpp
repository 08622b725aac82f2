#include "analysis/classification.h"
#include "analysis/multiple_testing.h"
#include "analysis/percentages.h"
#include "analysis/proportion.h"
#include "app/statistics/families.h"
#include "app/statistics/inputs.h"
#include "app/statistics/outputs.h"
#include "base/error.h"

namespace faultline::app {

namespace {

using nlohmann::ordered_json;

ordered_json proportion_ci(const Inputs& inputs) {
  const analysis::ProportionIntervals intervals =
      analysis::proportion_intervals(inputs.integer("x"), inputs.integer("n"), inputs.confidence());
  ordered_json result;
  result["estimate"] = to_json(intervals.estimate);
  add_interval(result, "wilson", intervals.wilson);
  add_interval(result, "wilson_cc", intervals.wilson_corrected);
  add_interval(result, "clopper_pearson", intervals.clopper_pearson);
  add_interval(result, "agresti_coull", intervals.agresti_coull);
  return result;
}

ordered_json sample_size_proportion(const Inputs& inputs) {
  const analysis::SampleSize size = analysis::sample_size(
      inputs.confidence(), inputs.number("margin"), inputs.optional_integer("population"),
      inputs.number("proportion", 0.5));
  ordered_json result;
  result["n_infinite"] = to_json(size.infinite);
  result["n_unrounded"] = to_json(size.unrounded);
  result["n"] = size.needed;
  return result;
}

ordered_json two_proportions(const Inputs& inputs) {
  const analysis::TwoProportions both =
      analysis::two_proportions(inputs.integer("x1"), inputs.integer("n1"), inputs.integer("x2"),
                                inputs.integer("n2"), inputs.confidence());
  ordered_json result;
  result["difference"] = to_json(both.difference);
  result["z"] = to_json(both.z);
  result["p"] = to_json(both.p);
  add_interval(result, "newcombe", both.newcombe);
  result["cohens_h"] = to_json(both.cohens_h);
  return result;
}

ordered_json classification_metrics(const Inputs& inputs) {
  const analysis::ClassificationMetrics metrics = analysis::classification_metrics(
      inputs.integer("tp"), inputs.integer("fp"), inputs.integer("fn"), inputs.integer("tn"),
      inputs.confidence());
  ordered_json result;
  result["precision"] = to_json(metrics.precision.share);
  result["recall"] = to_json(metrics.recall.share);
  result["f1"] = to_json(metrics.f1);
  result["accuracy"] = to_json(metrics.accuracy.share);
  add_interval(result, "precision_wilson", metrics.precision.interval);
  add_interval(result, "recall_wilson", metrics.recall.interval);
  add_interval(result, "accuracy_wilson", metrics.accuracy.interval);
  return result;
}

ordered_json p_adjust(const Inputs& inputs) {
  const analysis::AdjustedP adjusted = analysis::adjust_p(inputs.numbers("p"));
  ordered_json result;
  result["bonferroni"] = adjusted.bonferroni;
  result["holm"] = adjusted.holm;
  result["benjamini_hochberg"] = adjusted.benjamini_hochberg;
  return result;
}

ordered_json largest_remainder(const Inputs& inputs) {
  const std::int64_t decimals = inputs.integer("decimals");
  if (decimals < 0 || decimals > analysis::kMostDecimals) {
    throw Error("the input 'decimals' must be a whole number from 0 to " +
                std::to_string(analysis::kMostDecimals));
  }
  const std::vector<std::int64_t> counts = inputs.integers("counts");
  bool is_anything = false;
  for (const std::int64_t count : counts) is_anything = is_anything || count > 0;
  ordered_json result;
  result["percentages"] = analysis::largest_remainder(counts, static_cast<int>(decimals));
  result["sum"] = is_anything ? 100.0 : 0.0;
  return result;
}

}  // namespace

std::vector<Statistic> proportion_statistics() {
  return {
      {"proportion_ci", {"x", "n", "confidence"}, proportion_ci},
      {"sample_size_proportion",
       {"margin", "population", "proportion", "confidence"},
       sample_size_proportion},
      {"two_proportions", {"x1", "n1", "x2", "n2", "confidence"}, two_proportions},
      {"classification_metrics", {"tp", "fp", "fn", "tn", "confidence"}, classification_metrics},
      {"p_adjust", {"p"}, p_adjust},
      {"largest_remainder", {"counts", "decimals"}, largest_remainder}};
}

}  // namespace faultline::app
