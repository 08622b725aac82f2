#pragma once

#include <cstdint>
#include <optional>

#include "analysis/contingency_table.h"
#include "analysis/network.h"

namespace faultline::analysis {

/// Fisher's exact test for tables of any size: the total probability of the tables with the same
/// margins that are not more probable than this one, ties included. A table with fewer than two
/// rows or columns that hold an item has p = 1.

/// The exact p-value; no value where it would take more than `work`, see network.h.
/// @throws Error (input) where the table holds more than 10 million items
/// Source: Freeman and Halton 1951; Mehta and Patel 1983.
[[nodiscard]] std::optional<double> fisher_exact_rxc(const ContingencyTable& table,
                                                     std::int64_t work = kExactWork);

/// The p-value from random tables with the same margins: (1 + hits)/(replicates + 1), where a hit
/// is a table not more probable than the observed one. Depends on table, seed and replicates only.
/// Takes items x replicates steps.
/// @throws Error (input) where there is no replicate or the table holds more than 10 million items
/// Source: the convention of R's fisher.test(simulate.p.value = TRUE); Hope 1968, JRSS B 30.
[[nodiscard]] double fisher_simulated(const ContingencyTable& table, std::uint64_t seed,
                                      std::int64_t replicates);

struct FisherRxc {
  double p = 1;
  bool is_simulated = false;
};

/// Exact where that is within `work`, else simulated.
/// @throws Error (input) as `fisher_simulated`
[[nodiscard]] FisherRxc fisher_exact_or_simulated(const ContingencyTable& table, std::uint64_t seed,
                                                  std::int64_t replicates,
                                                  std::int64_t work = kQuickExactWork);

}  // namespace faultline::analysis
