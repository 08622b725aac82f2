#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/contingency_table.h"
#include "analysis/gwet_ac1.h"
#include "analysis/item_counts.h"
#include "analysis/kappa.h"
#include "analysis/krippendorff_alpha.h"
#include "data/codebook.h"
#include "data/database.h"

namespace faultline::reports {

/// An issue that two raters labelled otherwise.
struct Disagreement {
  std::string repository;
  std::int64_t issue = 0;
  std::string first_code;
  std::string second_code;
};

/// How far two raters agree in one dimension, over the issues that both labelled. Codes with a
/// parent count as different codes; those that only an older codebook has are codes too.
struct PairAgreement {
  std::string dimension;
  std::string first_rater;
  std::string second_rater;
  std::int64_t labelled_by_one = 0;  ///< issues that only one of them labelled; left out
  std::vector<std::string> codes;    ///< those that the confusion matrix counts, in order
  analysis::ContingencyTable confusion{0, 0, {}};
  analysis::Kappa kappa;
  analysis::GwetAc1 ac1;
  analysis::KrippendorffAlpha alpha;
  std::vector<Disagreement> disagreements;
};

[[nodiscard]] PairAgreement pair_agreement(data::Database& database,
                                           const data::Dimension& dimension,
                                           const std::string& first_rater,
                                           const std::string& second_rater);

/// How far three raters and more agree in one dimension.
struct GroupAgreement {
  std::string dimension;
  analysis::PercentAgreement percent;
  std::optional<double> fleiss_kappa;  ///< over the issues that all of them labelled
  std::int64_t labelled_by_all = 0;
  analysis::GwetAc1 ac1;  ///< over all issues, missing labels allowed; alpha as well
  analysis::KrippendorffAlpha alpha;
};

[[nodiscard]] GroupAgreement group_agreement(data::Database& database,
                                             const data::Dimension& dimension,
                                             const std::vector<std::string>& raters);

/// The raters whose agreement is asked for: those named, checked; else all but the consensus.
/// @throws Error (input) for a name that is no rater's, with the nearest
[[nodiscard]] std::vector<std::string> raters_to_compare(data::Database& database,
                                                         const std::vector<std::string>& named);

}  // namespace faultline::reports
