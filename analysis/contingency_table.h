#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace faultline::analysis {

/// Counts of items in rows and columns. Never holds a negative count, and never more than 2^53
/// items in all, so that every count and sum is exact as a double too.
class ContingencyTable {
 public:
  /// @param cells  the counts, row after row
  /// @throws Error (input) where there are not rows x columns cells, one is negative, or they are
  /// too
  ///         many in all
  ContingencyTable(std::size_t rows, std::size_t columns, std::vector<std::int64_t> cells);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::int64_t at(std::size_t row, std::size_t column) const {
    return cells_[row * columns_ + column];
  }
  [[nodiscard]] const std::vector<std::int64_t>& row_totals() const { return row_totals_; }
  [[nodiscard]] const std::vector<std::int64_t>& column_totals() const { return column_totals_; }
  [[nodiscard]] std::int64_t total() const { return total_; }

  /// The same table with rows as columns.
  [[nodiscard]] ContingencyTable transposed() const;

  /// The table without the rows and columns that hold no item.
  [[nodiscard]] ContingencyTable without_empty_lines() const;

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<std::int64_t> cells_;
  std::vector<std::int64_t> row_totals_;
  std::vector<std::int64_t> column_totals_;
  std::int64_t total_ = 0;
};

/// Checks that a table has two rows and two columns.
/// @throws Error (input) otherwise
void require_two_by_two(const ContingencyTable& table);

}  // namespace faultline::analysis
