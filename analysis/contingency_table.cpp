#include "analysis/contingency_table.h"

#include <utility>

#include "base/error.h"

namespace faultline::analysis {

ContingencyTable::ContingencyTable(std::size_t rows, std::size_t columns,
                                   std::vector<std::int64_t> cells)
    : rows_(rows),
      columns_(columns),
      cells_(std::move(cells)),
      row_totals_(rows),
      column_totals_(columns) {
  constexpr std::int64_t kMostItems = std::int64_t{1} << 53;
  if (cells_.size() != rows * columns) {
    throw Error("a table needs as many cells as rows times columns");
  }
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const std::int64_t count = at(row, column);
      if (count < 0) throw Error("a table holds a negative count");
      if (count > kMostItems - total_) throw Error("a table holds more than 2^53 items");
      row_totals_[row] += count;
      column_totals_[column] += count;
      total_ += count;
    }
  }
}

ContingencyTable ContingencyTable::transposed() const {
  std::vector<std::int64_t> cells;
  cells.reserve(cells_.size());
  for (std::size_t column = 0; column < columns_; ++column) {
    for (std::size_t row = 0; row < rows_; ++row) cells.push_back(at(row, column));
  }
  return {columns_, rows_, std::move(cells)};
}

ContingencyTable ContingencyTable::without_empty_lines() const {
  std::size_t rows = 0;
  std::size_t columns = 0;
  for (const std::int64_t count : column_totals_) columns += count > 0 ? 1 : 0;
  std::vector<std::int64_t> cells;
  for (std::size_t row = 0; row < rows_; ++row) {
    if (row_totals_[row] == 0) continue;
    ++rows;
    for (std::size_t column = 0; column < columns_; ++column) {
      if (column_totals_[column] > 0) cells.push_back(at(row, column));
    }
  }
  return {rows, columns, std::move(cells)};
}

void require_two_by_two(const ContingencyTable& table) {
  if (table.rows() == 2 && table.columns() == 2) return;
  throw Error("the table must have two rows and two columns");
}

}  // namespace faultline::analysis
