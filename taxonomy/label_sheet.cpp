#include "taxonomy/label_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "data/cell_range.h"
#include "data/csv.h"
#include "data/xlsx.h"
#include "taxonomy/exchange/coding_workbook.h"

namespace faultline::taxonomy {

namespace {

class CsvLabelSheet final : public LabelSheet {
 public:
  explicit CsvLabelSheet(data::CsvTable table) : table_(std::move(table)) {}

  const std::vector<std::string>& headings() const override { return table_.header(); }
  std::size_t row_count() const override { return table_.row_count(); }
  std::size_t row_number(std::size_t row) const override { return table_.row(row).line(); }
  std::string_view cell(std::size_t row, std::size_t column) const override {
    return table_.row(row)[column];
  }
  std::string column_name(std::size_t column) const override { return table_.header()[column]; }

 private:
  data::CsvTable table_;
};

class SpreadsheetLabelSheet final : public LabelSheet {
 public:
  SpreadsheetLabelSheet(data::Sheet sheet, const std::vector<data::CellRange>& ranges)
      : sheet_(std::move(sheet)) {
    std::size_t top = data::kMostRows;
    for (const data::CellRange& range : ranges) top = std::min(top, range.first.row);
    for (const data::SheetRow& row : sheet_.rows) {
      std::map<std::size_t, std::string_view> cells;
      for (const auto& [column, cell] : row.entries) {
        if (in_ranges(ranges, {row.number, column})) cells.emplace(column, text_of(cell));
      }
      const bool blank = std::all_of(cells.begin(), cells.end(),
                                     [](const auto& cell) { return trim(cell.second).empty(); });
      if (blank) continue;
      if (heading_row_ == 0) heading_row_ = ranges.empty() ? row.number : top;
      if (row.number == heading_row_) {
        heading_cells_ = std::move(cells);
      } else {
        rows_.push_back({row.number, std::move(cells)});
      }
    }
    list_columns();
  }

  const std::vector<std::string>& headings() const override { return headings_; }
  std::size_t row_count() const override { return rows_.size(); }
  std::size_t row_number(std::size_t row) const override { return rows_[row].number; }
  std::string_view cell(std::size_t row, std::size_t column) const override {
    const auto found = rows_[row].cells.find(columns_[column]);
    return found == rows_[row].cells.end() ? std::string_view() : found->second;
  }
  std::string column_name(std::size_t column) const override {
    return headings_[column].empty() ? "column " + data::column_name(columns_[column])
                                     : headings_[column];
  }

 private:
  struct Row {
    std::size_t number;
    std::map<std::size_t, std::string_view> cells;
  };

  static std::string_view text_of(const data::Cell& cell) {
    if (cell.is_formula_without_result) return "(formula without a stored result)";
    const bool not_applicable = cell.kind == data::CellKind::kError && cell.text == "#N/A";
    return not_applicable ? std::string_view() : cell.text;
  }

  static bool in_ranges(const std::vector<data::CellRange>& ranges,
                        const data::CellReference& cell) {
    return ranges.empty() ||
           std::any_of(ranges.begin(), ranges.end(),
                       [&](const data::CellRange& range) { return range.contains(cell); });
  }

  void list_columns() {
    std::map<std::size_t, std::string> columns;
    for (const Row& row : rows_) {
      for (const auto& [column, text] : row.cells) columns.try_emplace(column);
    }
    for (const auto& [column, text] : heading_cells_) columns[column] = trim(text);
    for (const auto& [column, heading] : columns) {
      columns_.push_back(column);
      headings_.push_back(heading);
    }
  }

  data::Sheet sheet_;
  std::size_t heading_row_ = 0;
  std::map<std::size_t, std::string_view> heading_cells_;
  std::vector<Row> rows_;
  std::vector<std::size_t> columns_;  ///< of the sheet, from 0
  std::vector<std::string> headings_;
};

std::string the_only_sheet(const data::Workbook& workbook, const std::filesystem::path& path) {
  const std::vector<std::string> names = workbook.sheet_names();
  if (names.size() == 1) return names.front();
  if (std::find(names.begin(), names.end(), kCodingSheet) != names.end()) {
    return std::string(kCodingSheet);
  }
  throw Error("the workbook has several sheets")
      .at(path.string())
      .help(fmt::format("choose one with --sheet: {}", join(names, ", ")));
}

}  // namespace

std::unique_ptr<LabelSheet> csv_label_sheet(std::string_view content, const std::string& name) {
  return std::make_unique<CsvLabelSheet>(data::parse_csv(content, name));
}

std::unique_ptr<LabelSheet> open_label_sheet(const std::filesystem::path& path,
                                             const std::optional<std::string>& sheet,
                                             const std::optional<std::string>& range) {
  if (to_lower(path.extension().string()) != ".xlsx") {
    if (sheet || range) {
      throw Error("--sheet and --range are for spreadsheets (.xlsx)").at(path.string());
    }
    return std::make_unique<CsvLabelSheet>(data::read_csv(path));
  }
  const std::vector<data::CellRange> ranges =
      range ? data::parse_cell_ranges(*range) : std::vector<data::CellRange>();
  data::Workbook workbook = data::Workbook::open(path);
  return std::make_unique<SpreadsheetLabelSheet>(
      workbook.read_sheet(sheet ? *sheet : the_only_sheet(workbook, path)), ranges);
}

}  // namespace faultline::taxonomy
