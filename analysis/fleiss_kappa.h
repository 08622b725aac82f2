#pragma once

#include <optional>
#include <vector>

#include "analysis/item_counts.h"

namespace faultline::analysis {

/// What `fleiss_kappa` found. Nothing has a value without items or with fewer than two labels an
/// item. Where only one code was used, chance agreement is 1: kappa, standard errors, z and p then
/// have none.
struct FleissKappa {
  std::optional<double> observed_agreement;
  std::optional<double> expected_agreement;
  std::vector<std::optional<double>> code_kappa;  ///< none for a code used never or always
  std::optional<double> kappa;
  std::optional<double> se_null;        ///< Fleiss, Nee and Landis 1979, the one to use
  std::optional<double> z;              ///< with `se_null`; none where that is 0
  std::optional<double> p;              ///< two-sided
  std::optional<double> se_fleiss1971;  ///< as first published; none where its square is negative
};

/// Fleiss' kappa: agreement of any fixed number of raters, corrected for chance. The raters may be
/// others for each item.
/// @throws Error (input) where the items have different numbers of labels
/// Source: Fleiss 1971; Fleiss, Nee and Landis 1979. Formulas of our own.
[[nodiscard]] FleissKappa fleiss_kappa(const ItemCounts& counts);

}  // namespace faultline::analysis
