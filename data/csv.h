#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::data {

/// Tables as comma-separated values: reading, and the two halves of writing (quoting, and
/// protection of those who open the file in a spreadsheet).

/// A larger file is refused; a million rows of a thousand bytes fit.
inline constexpr std::size_t kLargestCsv = std::size_t{1} << 30U;
/// A header with more columns is refused; as many fit on the sheet of a spreadsheet program.
inline constexpr std::size_t kMostCsvColumns = 16'384;
/// So many bad rows are named in an error; of the others it gives the number.
inline constexpr std::size_t kMostNamedRows = 1'000;

/// One row of a table, seen through the table that holds it: valid as long as that one is.
class CsvRow {
 public:
  CsvRow(std::size_t line, const char* text, std::span<const std::uint32_t> bounds)
      : line_(line), text_(text), bounds_(bounds) {}

  /// The line of the file on which the row begins, from 1.
  [[nodiscard]] std::size_t line() const { return line_; }
  /// The number of fields: that of the header.
  [[nodiscard]] std::size_t size() const { return bounds_.size() - 1; }
  [[nodiscard]] std::string_view operator[](std::size_t column) const {
    return {text_ + bounds_[column], bounds_[column + 1] - bounds_[column]};
  }

 private:
  std::size_t line_;
  const char* text_;
  std::span<const std::uint32_t>
      bounds_;  ///< where each field begins, then where the last one ends
};

/// A whole CSV file: a header of distinct names and rows with exactly as many fields. Each field's
/// bytes are held once, one after the other, with four more bytes for its bound, so that a file of
/// a million rows takes little more memory than its size on disk.
///
///     for (const CsvRow row : table) use(row[0], row.line());
class CsvTable {
 public:
  class Iterator {
   public:
    Iterator(const CsvTable& table, std::size_t index) : table_(&table), index_(index) {}
    CsvRow operator*() const { return table_->row(index_); }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const CsvTable* table_;
    std::size_t index_;
  };

  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  /// Which column has that name, from 0; no value where none has.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// What stands between the fields: ',', ';' or a tab.
  [[nodiscard]] char delimiter() const { return delimiter_; }

  [[nodiscard]] std::size_t row_count() const { return lines_.size(); }
  /// @param index  from 0, below row_count()
  [[nodiscard]] CsvRow row(std::size_t index) const {
    const std::span<const std::uint32_t> bounds = bounds_;
    return {lines_[index], text_.data(),
            bounds.subspan(index * header_.size(), header_.size() + 1)};
  }
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, row_count()}; }

 private:
  friend class CsvParser;

  std::vector<std::string> header_;
  char delimiter_ = ',';
  std::string text_;
  std::vector<std::uint32_t> bounds_{0};
  std::vector<std::uint32_t> lines_;
};

/// Reads CSV: fields between delimiters, in double quotes where they hold a delimiter, a line break
/// or a (doubled) quote; lines that end with LF, CRLF or CR; UTF-8 with or without byte order mark.
/// Blanks belong to their field; empty lines are skipped. The first row is the header.
/// Source: RFC 4180.
///
/// @param content    the whole file
/// @param name       what errors call it
/// @param delimiter  where none is given: ';' or a tab if the header has one of them and no comma
///                   (spreadsheets write so where the comma is the decimal sign), else ','
/// @throws Error (input) with the line, for: a file without header or above kLargestCsv; another
///         encoding, or bytes that are not UTF-8; NUL bytes; more than kMostCsvColumns columns, or
///         names of columns that are empty or occur twice; a quote that is never closed, or stands
///         where none may; rows with more or fewer fields than the header, each of them a reason of
///         the one Error, up to kMostNamedRows
[[nodiscard]] CsvTable parse_csv(std::string_view content, const std::string& name,
                                 std::optional<char> delimiter = {});

/// Reads a CSV file, as parse_csv does.
/// @throws Error (input) as parse_csv and read_file do
[[nodiscard]] CsvTable read_csv(const std::filesystem::path& path,
                                std::optional<char> delimiter = {});

/// Appends one field, in quotes where it needs them (RFC 4180). Semicolons and tabs count as such a
/// need, so that a reader that guesses the delimiter, as ours does, is not misled; so does a byte
/// order mark.
void append_csv_field(std::string& out, std::string_view field);

/// Appends one row with its line break. A lone empty field is quoted: it would be an empty line.
void append_csv_row(std::string& out, std::span<const std::string> fields);

/// Makes a text of foreign origin harmless in a spreadsheet: programs such as Excel run a field
/// that begins with = + - @, a tab or a carriage return as a formula, which can send the table's
/// content elsewhere (CSV injection). Such a text gets an apostrophe in front, and so does one in
/// which apostrophes stand before such a character: unprotect_from_formulas takes exactly that one
/// away again, hence `unprotect_from_formulas(protect_from_formulas(text)) == text` for every text.
/// Numbers that the program computed itself are written without it.
/// Source: OWASP, CSV Injection.
[[nodiscard]] std::string protect_from_formulas(std::string_view text);

/// The text that protect_from_formulas made this one of; a text it cannot have changed, such as one
/// that somebody typed, is returned as it is. The view is into `text`.
[[nodiscard]] std::string_view unprotect_from_formulas(std::string_view text);

}  // namespace faultline::data
