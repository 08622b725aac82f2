#include "data/sheet.h"

#include <algorithm>

namespace faultline::data {

namespace {

const Cell kEmptyCell;

}  // namespace

const Cell& SheetRow::cell(std::size_t column) const {
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), column,
      [](const Entry& entry, std::size_t wanted) { return entry.column < wanted; });
  return found != entries.end() && found->column == column ? found->cell : kEmptyCell;
}

const Cell& Sheet::cell(const CellReference& reference) const {
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), reference.row,
                       [](const SheetRow& row, std::size_t wanted) { return row.number < wanted; });
  const bool exists = found != rows.end() && found->number == reference.row;
  return exists ? found->cell(reference.column) : kEmptyCell;
}

}  // namespace faultline::data
