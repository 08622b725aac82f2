#include "analysis/counts.h"

#include <utility>

#include "base/error.h"

namespace faultline::analysis {

namespace {

/// The position of a code that is a label.
std::size_t position(std::int32_t code, std::size_t code_count) {
  if (code < 0 || static_cast<std::size_t>(code) >= code_count) {
    throw Error("a label is not one of the declared codes");
  }
  return static_cast<std::size_t>(code);
}

void require_same_items(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  if (a.size() != b.size()) throw Error("a cross table needs all labels for the same items");
}

}  // namespace

CodeCounts count_codes(std::span<const std::int32_t> codes, std::size_t code_count) {
  CodeCounts result{std::vector<std::int64_t>(code_count), 0};
  for (const std::int32_t code : codes) {
    if (code == kNoLabel) {
      ++result.left_out;
    } else {
      ++result.counts[position(code, code_count)];
    }
  }
  return result;
}

CrossCounts cross_counts(std::span<const std::int32_t> rows, std::size_t row_count,
                         std::span<const std::int32_t> columns, std::size_t column_count) {
  require_same_items(rows, columns);
  std::vector<std::int64_t> cells(row_count * column_count);
  std::int64_t left_out = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == kNoLabel || columns[i] == kNoLabel) {
      ++left_out;
      continue;
    }
    ++cells[position(rows[i], row_count) * column_count + position(columns[i], column_count)];
  }
  return {ContingencyTable(row_count, column_count, std::move(cells)), left_out};
}

LayeredCounts layered_counts(std::span<const std::int32_t> rows, std::size_t row_count,
                             std::span<const std::int32_t> columns, std::size_t column_count,
                             std::span<const std::int32_t> layers, std::size_t layer_count) {
  require_same_items(rows, columns);
  require_same_items(rows, layers);
  std::vector<std::vector<std::int64_t>> cells(layer_count,
                                               std::vector<std::int64_t>(row_count * column_count));
  LayeredCounts result;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == kNoLabel || columns[i] == kNoLabel || layers[i] == kNoLabel) {
      ++result.left_out;
      continue;
    }
    ++cells[position(layers[i], layer_count)]
           [position(rows[i], row_count) * column_count + position(columns[i], column_count)];
  }
  for (std::vector<std::int64_t>& layer : cells) {
    result.layers.emplace_back(row_count, column_count, std::move(layer));
  }
  return result;
}

}  // namespace faultline::analysis
