#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "data/cell_range.h"

namespace faultline::data {

enum class CellKind { kEmpty, kText, kNumber, kBoolean, kDate, kError };

/// What a cell of a spreadsheet shows, as text.
struct Cell {
  CellKind kind = CellKind::kEmpty;
  /// kText: the text without its formatting; kNumber: the shortest decimal text ("2", "0.5");
  /// kBoolean: "TRUE" or "FALSE"; kDate: ISO 8601, as date_text writes it; kError: "#N/A" and such.
  std::string text;
  /// A formula whose result was not stored with it. The cell is then kEmpty, which says nothing
  /// about what a spreadsheet program would show.
  bool is_formula_without_result = false;
};

/// The cells of one row that are not empty. Empty ones take no memory: a lone cell in the last
/// column costs as much as one in the first.
struct SheetRow {
  struct Entry {
    std::size_t column = 0;  ///< from 0
    Cell cell;
  };

  std::size_t number = 0;      ///< from 1
  std::vector<Entry> entries;  ///< by ascending column; at least one

  /// The cell in a column; an empty one where there is none.
  [[nodiscard]] const Cell& cell(std::size_t column) const;
};

/// One sheet of a workbook: its rows that are not empty, by ascending number.
struct Sheet {
  std::string name;
  std::vector<SheetRow> rows;

  /// The cell at a place; an empty one where there is none.
  [[nodiscard]] const Cell& cell(const CellReference& reference) const;
};

}  // namespace faultline::data
