#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "analysis/item_counts.h"

namespace faultline::analysis {

/// What the distance of two different codes is.
enum class Level {
  kNominal,   ///< 1
  kOrdinal,   ///< by the number of labels that lie between the two
  kInterval,  ///< (c - k)^2
  kRatio,     ///< ((c - k)/(c + k))^2
};

/// What `krippendorff_alpha` found. The disagreements have no value where no item has two labels;
/// alpha has none either where all pairable labels are the same, since then nothing could disagree.
struct KrippendorffAlpha {
  std::int64_t pairable_values = 0;  ///< labels of items with two labels or more
  std::optional<double> observed_disagreement;
  std::optional<double> expected_disagreement;
  std::optional<double> alpha;
};

/// Krippendorff's alpha: agreement of any number of raters at any level of measurement, with labels
/// missing here and there. Items with fewer than two labels take no part.
/// @param values  what each code means as a number, rising; only the order matters at the ordinal
///                level, and nothing at the nominal one, where it may be empty
/// @throws Error (input) where the values are not one per code and rising, or negative at the ratio
///         level
/// Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; 2013, Content Analysis.
/// Formulas of our own.
[[nodiscard]] KrippendorffAlpha krippendorff_alpha(const ItemCounts& counts, Level level,
                                                   std::span<const double> values = {});

}  // namespace faultline::analysis
