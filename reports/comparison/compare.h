#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/contingency_table.h"
#include "analysis/distributions.h"
#include "reports/comparison/side.h"
#include "reports/tables/code_groups.h"

namespace faultline::reports {

/// Two sides, code by code. Differences are side B minus side A.
///
/// Sides without an issue in common are independent samples: Newcombe's hybrid-score interval of
/// the difference (see analysis::two_proportions); Pearson's chi-square per code, or Fisher's exact
/// test where an expected count is below 5.
///
/// Where two sets of labels share at least half of the smaller side's issues (two raters of one
/// study), the samples are paired: only issues with a code on both sides count; McNemar's exact
/// test, Newcombe's interval for paired shares and Bowker's test of symmetry. Fewer shared issues
/// are counted on both sides, and the number says so.
///
/// The p-values of a dimension's codes are adjusted together by Holm's method; parts of a code are
/// shown with their difference, and not tested.

/// The chance of any false alarm in a dimension that the words of a comparison allow.
inline constexpr double kFalseAlarms = 0.05;

struct ComparedCode {
  std::string id;
  std::string name;
  int level = 0;                       ///< 1 for a part of the code before it
  std::optional<std::int64_t> a = {};  ///< no value where the side does not know the code
  std::optional<std::int64_t> b = {};
  std::optional<double> difference = {};  ///< of the shares
  std::optional<analysis::Interval> interval = {};
  std::optional<double> p = {};
  std::optional<double> p_holm = {};
  std::string test = {};  ///< its name; empty where there was none

  [[nodiscard]] bool differs() const { return p_holm && *p_holm < kFalseAlarms; }
};

struct ComparedDimension {
  std::string id;
  std::string name;
  bool paired = false;
  std::int64_t of_a = 0;  ///< failures that count; the same on both sides where paired
  std::int64_t of_b = 0;
  std::int64_t shared = 0;      ///< issues with a code on both sides
  std::int64_t exchanged = 0;   ///< of these, those with another code (as the rows tell them apart)
  std::int64_t left_out_a = 0;  ///< where paired: failures of one side alone
  std::int64_t left_out_b = 0;
  std::vector<ComparedCode> codes = {};
  /// The counts of all codes that are not parts of others: where paired, side A's code by side B's;
  /// else two rows. No value where a side knows only some of them.
  std::optional<analysis::ContingencyTable> overall = {};
};

struct Comparison {
  std::vector<ComparedDimension> dimensions;
  /// Dimensions of side A (of B, where A is built in) that the other does not have.
  std::vector<std::string> dimensions_left_out;
};

/// @param codebook  names the codes where both sides are built in; else the sides' own does
/// @param dimension  the only one to compare; all that both sides have where empty
/// @throws Error (input) where the sides have no dimension in common, or hold some of the same
///         issues with the same rater's labels and others besides (periods that overlap)
[[nodiscard]] Comparison compare(const ComparedSide& a, const ComparedSide& b,
                                 const data::Codebook& codebook, Binning binning,
                                 const std::optional<std::string>& dimension = {});

}  // namespace faultline::reports
