#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::taxonomy {

/// A file of labels seen as rows under headings, whatever its format.
class LabelSheet {
 public:
  LabelSheet() = default;
  LabelSheet(const LabelSheet&) = delete;
  LabelSheet& operator=(const LabelSheet&) = delete;
  virtual ~LabelSheet() = default;

  /// One heading per column; empty for a column that has cells but no heading.
  [[nodiscard]] virtual const std::vector<std::string>& headings() const = 0;
  [[nodiscard]] virtual std::size_t row_count() const = 0;
  /// The line (CSV) or row (spreadsheet) of the file, from 1.
  [[nodiscard]] virtual std::size_t row_number(std::size_t row) const = 0;
  /// A cell's text; empty where there is none, and for a spreadsheet's #N/A.
  [[nodiscard]] virtual std::string_view cell(std::size_t row, std::size_t column) const = 0;
  /// What a column is called in messages: its heading, or "column O" where it has none.
  [[nodiscard]] virtual std::string column_name(std::size_t column) const = 0;
};

/// Opens a CSV file, or a spreadsheet where the name ends in .xlsx.
/// @param sheet  the sheet of a spreadsheet; may be left out where it has only one
/// @param range  the cells of that sheet that count ("A2:D11,J2:N11"), the first row being the
///               headings; all of them where absent
/// @throws Error (input) for what cannot be read, an unknown sheet, and a sheet or range given for
/// a
///         CSV file
[[nodiscard]] std::unique_ptr<LabelSheet> open_label_sheet(const std::filesystem::path& path,
                                                           const std::optional<std::string>& sheet,
                                                           const std::optional<std::string>& range);

/// The same for CSV that is in memory; `name` is what errors call it.
[[nodiscard]] std::unique_ptr<LabelSheet> csv_label_sheet(std::string_view content,
                                                          const std::string& name);

}  // namespace faultline::taxonomy
