#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv.h"
#include "data/sheet.h"

namespace faultline::survey {

/// The export of a survey as headings and rows, whatever its format: CSV with commas, semicolons or
/// tabs, also behind the line `sep=;` of a spreadsheet program; or a spreadsheet.
class ResponseSheet {
 public:
  /// How many of a file's headings are known, to tell which of several readings of it is right.
  using KnowsHeading = std::function<bool(std::string_view heading)>;

  /// @param sheet  which one of a spreadsheet; may be left out where it has only one
  /// @throws Error (input) as the readers of CSV and spreadsheets do; for a formula whose result
  /// was
  ///         not stored and a cell that shows an error, with the cell
  [[nodiscard]] static ResponseSheet open(const std::filesystem::path& path,
                                          const std::optional<std::string>& sheet,
                                          const KnowsHeading& knows_heading);
  /// The same for CSV in memory.
  [[nodiscard]] static ResponseSheet parse_csv(std::string_view content, const std::string& name,
                                               const KnowsHeading& knows_heading);

  [[nodiscard]] const std::vector<std::string>& headings() const { return headings_; }
  [[nodiscard]] std::size_t row_count() const {
    return csv_ ? csv_->row_count() : row_numbers_.size();
  }
  /// The line (CSV) or row (spreadsheet) of the file, from 1.
  [[nodiscard]] std::int64_t line(std::size_t row) const;
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
  /// Of the file's bytes: the same for the same file, wherever it is.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 private:
  ResponseSheet() = default;
  void take_sheet(const data::Sheet& sheet, const std::string& file);

  std::vector<std::string> headings_;
  std::string fingerprint_;
  std::optional<data::CsvTable> csv_;
  std::int64_t lines_above_ = 0;  ///< lines of a CSV file above its headings
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::int64_t> row_numbers_;
};

/// A short text that is, for all that counts, different for different contents.
/// Source: Fowler, Noll and Vo, FNV-1a with 64 bits, here word by word instead of byte by byte.
[[nodiscard]] std::string fingerprint(std::string_view content);

}  // namespace faultline::survey
