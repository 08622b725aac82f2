#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "reports/table.h"

namespace faultline::reports {

/// What the writers for people have in common: which columns they show, and how the headings above
/// them are grouped.

/// The columns for one audience (the screen or print), by their place in the table.
[[nodiscard]] std::vector<std::size_t> columns_for(const Table& table, Audience audience);

/// Neighbours under one heading; a column without a group stands alone, with an empty label.
struct ColumnGroup {
  std::string label;
  std::size_t columns = 0;
};
/// The groups over the given columns from left to right; none where no column has a group.
[[nodiscard]] std::vector<ColumnGroup> column_groups(const Table& table,
                                                     std::span<const std::size_t> columns);

/// Whether a column is marked as one of estimates or holds one.
[[nodiscard]] bool has_interval(const Table& table, std::size_t column);

/// Whether a column holds texts that need more than one line of a printed page.
[[nodiscard]] bool holds_long_text(const Table& table, std::size_t column);

/// Whether a line stands above this row: it is the first of the total rows that follow others.
[[nodiscard]] bool begins_totals(const Table& table, std::size_t row);

}  // namespace faultline::reports
