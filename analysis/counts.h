#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/contingency_table.h"

namespace faultline::analysis {

/// Counting items by code, in one pass. A code is a position among the declared ones; -1 stands for
/// an item without a label. Items that lack one of the labels that are counted are left out, and
/// how many these are is part of every result.

inline constexpr std::int32_t kNoLabel = -1;

struct CodeCounts {
  std::vector<std::int64_t> counts;  ///< one per declared code
  std::int64_t left_out = 0;
};

/// @throws Error (input) where a code does not lie in [-1, code_count)
[[nodiscard]] CodeCounts count_codes(std::span<const std::int32_t> codes, std::size_t code_count);

struct CrossCounts {
  ContingencyTable table;
  std::int64_t left_out = 0;
};

/// Counts items by two labels each.
/// @param rows, columns  the two labels of each item, item by item
/// @throws Error (input) where they differ in length or a code does not lie in [-1, its count)
[[nodiscard]] CrossCounts cross_counts(std::span<const std::int32_t> rows, std::size_t row_count,
                                       std::span<const std::int32_t> columns,
                                       std::size_t column_count);

struct LayeredCounts {
  std::vector<ContingencyTable> layers;  ///< one table per declared code of the third label
  std::int64_t left_out = 0;
};

/// Counts items by three labels each, for example cause by symptom, a table per converter.
/// @throws Error (input) as `cross_counts`
[[nodiscard]] LayeredCounts layered_counts(std::span<const std::int32_t> rows,
                                           std::size_t row_count,
                                           std::span<const std::int32_t> columns,
                                           std::size_t column_count,
                                           std::span<const std::int32_t> layers,
                                           std::size_t layer_count);

}  // namespace faultline::analysis
