#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/contingency_table.h"
#include "analysis/gwet_ac1.h"
#include "analysis/item_counts.h"
#include "analysis/kappa.h"
#include "analysis/krippendorff_alpha.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/labels.h"

namespace faultline::reports {

/// Which labels are compared.
struct AgreementScope {
  std::optional<std::int64_t> sample_id = {};  ///< only those of issues of a sample or tranche
  /// Whether labels that were made while suggestions were shown count as missing: two raters who
  /// saw the same suggestions agree for that reason too.
  bool without_assisted = false;
};

/// An issue that two raters labelled otherwise.
struct Disagreement {
  std::string repository;
  std::int64_t issue = 0;
  std::string first_code;
  std::string second_code;
};

/// Two different codes that two raters gave the same issues.
struct Confusion {
  std::string first_code;   ///< the first rater's
  std::string second_code;  ///< the second rater's
  std::int64_t issues = 0;
};

/// How far two raters agree in one dimension, over the issues that both labelled. Codes with a
/// parent count as different codes; those that only an older codebook has are codes too.
struct PairAgreement {
  std::string dimension;
  std::string first_rater;
  std::string second_rater;
  std::int64_t labelled_by_one = 0;    ///< issues that only one of them labelled; left out
  std::int64_t left_out_assisted = 0;  ///< issues left out for a label made with suggestions
  /// Of the compared labels, how many each made while suggestions were shown.
  std::int64_t first_assisted = 0;
  std::int64_t second_assisted = 0;
  std::vector<std::string> codes;  ///< those that the confusion matrix counts, in order
  analysis::ContingencyTable confusion{0, 0, {}};
  analysis::Kappa kappa;
  analysis::GwetAc1 ac1;
  analysis::KrippendorffAlpha alpha;
  std::vector<Disagreement> disagreements;
  std::vector<Confusion> confusions;  ///< of the disagreements, the most frequent first
};

[[nodiscard]] PairAgreement pair_agreement(data::Database& database,
                                           const data::Dimension& dimension,
                                           const std::string& first_rater,
                                           const std::string& second_rater);

/// The same over items that need not come from the database, for example a rater's labels beside
/// those that were expected.
/// @param items  with the codes of the first and of the second rater
[[nodiscard]] PairAgreement compare_raters(const data::Dimension& dimension,
                                           const std::string& first_rater,
                                           const std::string& second_rater,
                                           std::span<const data::RatedItem> items);

/// How far three raters and more agree in one dimension.
struct GroupAgreement {
  std::string dimension;
  std::size_t raters = 0;
  analysis::PercentAgreement percent;
  std::optional<double> fleiss_kappa;  ///< over the issues that all of them labelled
  std::int64_t labelled_by_all = 0;
  analysis::GwetAc1 ac1;  ///< over all issues, missing labels allowed; alpha as well
  analysis::KrippendorffAlpha alpha;
};

/// How far raters agree in one dimension: each two of them, and all together where they are three
/// and more.
struct DimensionAgreement {
  std::vector<PairAgreement> pairs;  ///< also those who labelled no issue both
  std::optional<GroupAgreement> group;
};

[[nodiscard]] DimensionAgreement measure_agreement(data::Database& database,
                                                   const data::Dimension& dimension,
                                                   const std::vector<std::string>& raters,
                                                   const AgreementScope& scope = {});

/// The raters whose agreement is asked for: those named, checked; else all who labelled anything,
/// but not the consensus.
/// @throws Error (input) for a name that is no rater's, with the nearest
[[nodiscard]] std::vector<std::string> raters_to_compare(data::Database& database,
                                                         const std::vector<std::string>& named);

}  // namespace faultline::reports
