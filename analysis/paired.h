#pragma once

#include <cstdint>
#include <optional>

#include "analysis/contingency_table.h"

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

}  // namespace faultline::analysis
