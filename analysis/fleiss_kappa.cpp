#include "analysis/fleiss_kappa.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "analysis/distributions.h"
#include "base/error.h"

namespace faultline::analysis {

namespace {

/// What all of Fleiss' formulas are made of.
struct Sums {
  double items = 0;
  double labels = 0;           ///< per item
  std::vector<double> shares;  ///< of each code among all labels
};

Sums sum_up(const ItemCounts& counts) {
  Sums sums{static_cast<double>(counts.items()), static_cast<double>(counts.labels(0)),
            std::vector<double>(counts.codes())};
  for (std::size_t index = 0; index < counts.items(); ++index) {
    if (counts.labels(index) != counts.labels(0)) {
      throw Error("Fleiss' kappa needs the same number of labels for every item")
          .help("Krippendorff's alpha allows missing labels");
    }
    for (std::size_t code = 0; code < counts.codes(); ++code) {
      sums.shares[code] += counts.item(index)[code];
    }
  }
  for (double& share : sums.shares) share /= sums.items * sums.labels;
  return sums;
}

std::vector<std::optional<double>> kappa_by_code(const ItemCounts& counts, const Sums& sums) {
  std::vector<std::optional<double>> result;
  const double pairs = sums.items * sums.labels * (sums.labels - 1);
  for (std::size_t code = 0; code < counts.codes(); ++code) {
    double mixed = 0;
    for (std::size_t index = 0; index < counts.items(); ++index) {
      const double count = counts.item(index)[code];
      mixed += count * (sums.labels - count);
    }
    const double share = sums.shares[code];
    const bool varies = share > 0 && share < 1;
    result.push_back(varies ? std::optional(1 - mixed / (pairs * share * (1 - share)))
                            : std::nullopt);
  }
  return result;
}

void add_standard_errors(FleissKappa& result, const Sums& sums) {
  const double factor = 2 / (sums.items * sums.labels * (sums.labels - 1));
  double spread = 0;
  double skew = 0;
  double cubes = 0;
  for (const double share : sums.shares) {
    spread += share * (1 - share);
    skew += share * (1 - share) * (1 - 2 * share);
    cubes += share * share * share;
  }
  result.se_null = std::sqrt(std::max(0.0, factor * (spread * spread - skew))) / spread;

  const double expected = *result.expected_agreement;
  const double first_published =
      expected - (2 * sums.labels - 3) * expected * expected + 2 * (sums.labels - 2) * cubes;
  if (first_published >= 0) {
    result.se_fleiss1971 = std::sqrt(factor * first_published) / (1 - expected);
  }
}

}  // namespace

FleissKappa fleiss_kappa(const ItemCounts& counts) {
  FleissKappa result;
  result.code_kappa.resize(counts.codes());
  if (counts.items() == 0) return result;
  const Sums sums = sum_up(counts);
  if (sums.labels < 2) return result;

  double agreement = 0;
  for (std::size_t index = 0; index < counts.items(); ++index) {
    agreement += pairwise_agreement(counts.item(index));
  }
  double expected = 0;
  for (const double share : sums.shares) expected += share * share;
  result.observed_agreement = agreement / sums.items;
  result.expected_agreement = expected;
  result.code_kappa = kappa_by_code(counts, sums);
  // A share is a quotient of equal integers where one code was always used, and so exactly 1.
  if (std::ranges::find(sums.shares, 1.0) != sums.shares.end()) return result;

  result.kappa = (*result.observed_agreement - expected) / (1 - expected);
  add_standard_errors(result, sums);
  if (*result.se_null > 0) {
    result.z = *result.kappa / *result.se_null;
    result.p = normal_p(*result.z);
  }
  return result;
}

}  // namespace faultline::analysis
