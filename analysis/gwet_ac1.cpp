#include "analysis/gwet_ac1.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace faultline::analysis {

namespace {

/// Mean share of each code over the items that have a label.
std::vector<double> mean_shares(const ItemCounts& counts, double labelled) {
  std::vector<double> shares(counts.codes());
  for (std::size_t index = 0; index < counts.items(); ++index) {
    if (counts.labels(index) == 0) continue;
    for (std::size_t code = 0; code < counts.codes(); ++code) {
      shares[code] += counts.item(index)[code] / static_cast<double>(counts.labels(index));
    }
  }
  for (double& share : shares) share /= labelled;
  return shares;
}

/// Sum of squared deviations of the items' influences from AC1.
double squared_deviations(const ItemCounts& counts, const std::vector<double>& shares,
                          double pairable_factor, const GwetAc1& result) {
  const double expected = *result.expected_agreement;
  const double ac1 = *result.ac1;
  const auto other_codes = static_cast<double>(counts.codes() - 1);
  double sum = 0;
  for (std::size_t index = 0; index < counts.items(); ++index) {
    const std::int64_t labels = counts.labels(index);
    if (labels == 0) continue;
    double item_expected = 0;
    for (std::size_t code = 0; code < counts.codes(); ++code) {
      item_expected +=
          counts.item(index)[code] / static_cast<double>(labels) * (1 - shares[code]) / other_codes;
    }
    double influence = 0;
    if (labels >= 2) {
      influence = pairable_factor * (pairwise_agreement(counts.item(index)) - expected);
    }
    const double deviation =
        (influence - 2 * (1 - ac1) * (item_expected - expected)) / (1 - expected);
    sum += (deviation - ac1) * (deviation - ac1);
  }
  return sum;
}

}  // namespace

GwetAc1 gwet_ac1(const ItemCounts& counts, double confidence) {
  require_confidence(confidence);
  GwetAc1 result;
  result.observed_agreement = percent_agreement(counts).pairwise;
  double labelled = 0;
  double pairable = 0;
  for (std::size_t index = 0; index < counts.items(); ++index) {
    labelled += counts.labels(index) > 0 ? 1 : 0;
    pairable += counts.labels(index) > 1 ? 1 : 0;
  }
  if (counts.codes() < 2 || labelled == 0) return result;

  const std::vector<double> shares = mean_shares(counts, labelled);
  double expected = 0;
  for (const double share : shares) expected += share * (1 - share);
  expected /= static_cast<double>(counts.codes() - 1);
  result.expected_agreement = expected;
  if (!result.observed_agreement) return result;

  result.ac1 = (*result.observed_agreement - expected) / (1 - expected);
  if (labelled < 2) return result;
  const double squares = squared_deviations(counts, shares, labelled / pairable, result);
  result.se = std::sqrt(squares / (labelled * (labelled - 1)));
  const double half_width = student_t_quantile(confidence, labelled - 1) * *result.se;
  result.interval = Interval{*result.ac1 - half_width, std::min(1.0, *result.ac1 + half_width)};
  return result;
}

}  // namespace faultline::analysis
