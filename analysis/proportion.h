#pragma once

#include <cstdint>
#include <optional>

#include "analysis/distributions.h"

namespace faultline::analysis {

/// Shares: x of n items have a property.

/// A count with its share and Wilson interval, as the tables print it. No share and no interval
/// where `of` is 0.
struct Proportion {
  std::int64_t count = 0;
  std::int64_t of = 0;
  std::optional<double> share;
  std::optional<Interval> interval;
};

/// The share of a count with its Wilson score interval; exactly 0 below where x is 0, and exactly 1
/// above where x is n.
/// @throws Error (input) where count or of is negative, count exceeds of, or the confidence does
/// not
///         lie between 0 and 1
/// Source: Wilson 1927.
[[nodiscard]] Proportion proportion(std::int64_t count, std::int64_t of,
                                    double confidence = kDefaultConfidence);

/// The intervals of a share that are in use; none has a value where n is 0.
struct ProportionIntervals {
  std::optional<double> estimate;
  std::optional<Interval> wilson;
  std::optional<Interval> wilson_corrected;  ///< with continuity correction
  std::optional<Interval> clopper_pearson;
  std::optional<Interval> agresti_coull;  ///< cut to [0, 1]
};

/// @throws Error (input) as `proportion`
/// Source: Wilson 1927; corrected: Newcombe 1998 (Stat. Med. 17, 857), method 4; Clopper and
/// Pearson 1934, with beta quantiles from Boost.Math; Agresti and Coull 1998.
[[nodiscard]] ProportionIntervals proportion_intervals(std::int64_t count, std::int64_t of,
                                                       double confidence = kDefaultConfidence);

/// What is needed to estimate a share, what the formula gives before it is rounded up, and what it
/// gives for an infinite population. No rounding takes place in between.
struct SampleSize {
  double infinite = 0;
  double unrounded = 0;
  std::int64_t needed = 0;
};

/// How many items to draw so that the normal interval of a share is at most `margin` wide to each
/// side.
/// @param population  how many items there are to draw from; none for infinitely many
/// @param share       the share that is expected; 0.5 is the worst case
/// @throws Error (input) where confidence or margin do not lie between 0 and 1, the share not in
///         [0, 1], the population is below 1, or the answer would exceed 2^53
/// Source: Cochran 1977, Sampling Techniques.
[[nodiscard]] SampleSize sample_size(double confidence, double margin,
                                     std::optional<std::int64_t> population, double share = 0.5);

/// The other way round: how wide the normal interval of a share is, to each side, when so many
/// items were drawn. No value without an item; 0 where the whole population was drawn.
/// @throws Error (input) where the confidence does not lie between 0 and 1, the share not in [0,
/// 1],
///         the number drawn is negative, or the population is smaller than that
/// Source: Cochran 1977, as `sample_size`.
[[nodiscard]] std::optional<double> margin_of_error(std::int64_t drawn, double confidence,
                                                    std::optional<std::int64_t> population,
                                                    double share = 0.5);

/// What `two_proportions` found. Nothing has a value where one group is empty. z and p have none
/// either where the pooled share is 0 or 1.
struct TwoProportions {
  std::optional<double> difference;  ///< first share minus second
  std::optional<double> z;           ///< with the pooled share, no continuity correction
  std::optional<double> p;           ///< two-sided
  std::optional<Interval> newcombe;  ///< of the difference
  std::optional<double> cohens_h;
};

/// Compares the shares x1 of n1 and x2 of n2 of two independent groups.
/// @throws Error (input) as `proportion`, for each group
/// Source: Newcombe 1998 (Stat. Med. 17, 873), method 10; h: Cohen 1988.
[[nodiscard]] TwoProportions two_proportions(std::int64_t x1, std::int64_t n1, std::int64_t x2,
                                             std::int64_t n2,
                                             double confidence = kDefaultConfidence);

/// How far apart the shares of two independent groups must truly be so that a test finds it with
/// some power, where both are near `share`: what the data could have shown.
/// @return a difference in [0, 1]; no value where one group is empty or it would exceed 1
/// @throws Error (input) where a number is negative, the share does not lie in [0, 1], or power or
///         confidence not between 0 and 1
/// Source: the normal approximation with one variance for both, Fleiss, Levin and Paik 2003, ch. 4.
[[nodiscard]] std::optional<double> detectable_difference(std::int64_t n1, std::int64_t n2,
                                                          double share, double power = 0.8,
                                                          double confidence = kDefaultConfidence);

}  // namespace faultline::analysis
