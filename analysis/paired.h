#pragma once

#include <cstdint>
#include <optional>

#include "analysis/contingency_table.h"
#include "analysis/distributions.h"

namespace faultline::analysis {

/// What `mcnemar` found. Without a discordant pair the exact p is 1, and the others have no value.
struct McNemar {
  std::int64_t b = 0;  ///< yes first, no second
  std::int64_t c = 0;  ///< no first, yes second
  double p_exact = 1;
  std::optional<double> chi2;
  std::optional<double> p;
  std::optional<double> chi2_corrected;  ///< with continuity correction; 0 where b and c are equal
  std::optional<double> p_corrected;
};

/// McNemar's test: whether two yes-or-no judgements of the same items differ, from the table
/// [[both, b], [c, neither]].
/// @throws Error (input) where the table is not 2x2
/// Source: McNemar 1947; correction: Edwards 1948; the exact p is binomial, from Boost.Math.
[[nodiscard]] McNemar mcnemar(const ContingencyTable& table);

/// The difference of two shares of the same items.
struct PairedDifference {
  double difference = 0;  ///< second share minus first
  Interval interval;
};

/// How much more often the second of two yes-or-no judgements of the same items says yes, from the
/// table [[both, b], [c, neither]]. No value without an item.
/// @throws Error (input) where the table is not 2x2 or the confidence does not lie between 0 and 1
/// Source: Newcombe 1998 (Stat. Med. 17, 2635), method 10: hybrid of Wilson intervals, with the
/// correlation phi, its numerator corrected for continuity.
[[nodiscard]] std::optional<PairedDifference> paired_difference(
    const ContingencyTable& table, double confidence = kDefaultConfidence);

/// What `bowker` found. Without a discordant pair nothing has a value.
struct SymmetryTest {
  std::optional<double> statistic;
  std::int64_t df = 0;  ///< pairs of codes that were exchanged at all
  std::optional<double> p;
};

/// Bowker's test: whether two judges of the same items exchange some code for another more often
/// than the other way round. Rows are the first judge's codes, columns the second's.
/// @throws Error (input) where the table has not as many columns as rows
/// Source: Bowker 1948; for two codes it is McNemar's test without correction.
[[nodiscard]] SymmetryTest bowker(const ContingencyTable& table);

}  // namespace faultline::analysis
