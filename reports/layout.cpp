#include "reports/layout.h"

#include <algorithm>

#include "base/text.h"

namespace faultline::reports {

std::vector<std::size_t> columns_for(const Table& table, Audience audience) {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const Audience meant_for = table.columns[column].audience;
    if (meant_for == Audience::kEverywhere || meant_for == audience) columns.push_back(column);
  }
  return columns;
}

std::vector<ColumnGroup> column_groups(const Table& table, std::span<const std::size_t> columns) {
  std::vector<ColumnGroup> groups;
  bool any = false;
  for (const std::size_t column : columns) {
    const std::string& label = table.columns[column].group;
    any = any || !label.empty();
    if (!label.empty() && !groups.empty() && groups.back().label == label) {
      ++groups.back().columns;
    } else {
      groups.push_back({label, 1});
    }
  }
  if (!any) groups.clear();
  return groups;
}

bool has_interval(const Table& table, std::size_t column) {
  return table.columns[column].has_interval || std::ranges::any_of(table.rows, [&](const Row& row) {
           return std::holds_alternative<Estimate>(row.values.at(column));
         });
}

bool holds_long_text(const Table& table, std::size_t column) {
  constexpr std::size_t kLong = 40;
  return std::ranges::any_of(table.rows, [column](const Row& row) {
    const auto* text = std::get_if<std::string>(&row.values.at(column));
    return text != nullptr && display_width(*text) > kLong;
  });
}

bool begins_totals(const Table& table, std::size_t row) {
  return row > 0 && table.rows[row].is_total && !table.rows[row - 1].is_total;
}

}  // namespace faultline::reports
