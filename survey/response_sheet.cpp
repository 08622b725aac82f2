#include "survey/response_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "data/cell_range.h"
#include "data/xlsx.h"

namespace faultline::survey {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The first row of a CSV text, with its line break; quotes may hold further ones.
std::string_view first_row(std::string_view content) {
  bool quoted = false;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] == '"') quoted = !quoted;
    const bool breaks = content[i] == '\n' || content[i] == '\r';
    if (breaks && !quoted) return content.substr(0, i + 1);
  }
  return content;
}

/// How many headings are known if a character stands between them; none where the row cannot be
/// read so.
std::ptrdiff_t known_headings(std::string_view row, char delimiter,
                              const ResponseSheet::KnowsHeading& knows_heading) {
  try {
    const data::CsvTable table = data::parse_csv(row, "headings", delimiter);
    return std::count_if(table.header().begin(), table.header().end(), knows_heading);
  } catch (const Error&) {
    return 0;
  }
}

/// The character that stands between the fields: the one with which most headings are known.
std::optional<char> find_delimiter(std::string_view content,
                                   const ResponseSheet::KnowsHeading& knows_heading) {
  std::optional<char> best;
  std::ptrdiff_t most = 0;
  for (const char delimiter : {',', ';', '\t'}) {
    const std::ptrdiff_t known = known_headings(first_row(content), delimiter, knows_heading);
    if (known <= most) continue;
    most = known;
    best = delimiter;
  }
  return best;
}

/// A spreadsheet program's first line that says which character stands between the fields.
std::optional<char> declared_delimiter(std::string_view content) {
  const std::string_view line = trim(content.substr(0, content.find('\n')));
  constexpr std::string_view kDeclaration = "sep=";
  if (!line.starts_with(kDeclaration) || line.size() != kDeclaration.size() + 1)
    return std::nullopt;
  return line.back();
}

std::string the_only_sheet(const data::Workbook& workbook, const std::string& file) {
  const std::vector<std::string> names = workbook.sheet_names();
  if (names.size() == 1) return names.front();
  throw Error("the workbook has several sheets")
      .at(file)
      .help(fmt::format("choose one with --sheet: {}", join(names, ", ")));
}

std::string cell_text(const data::Cell& cell, std::int64_t row, std::size_t column,
                      const std::string& file) {
  const bool not_applicable = cell.kind == data::CellKind::kError && cell.text == "#N/A";
  if (not_applicable) return {};
  if (cell.kind != data::CellKind::kError && !cell.is_formula_without_result) return cell.text;
  throw Error(fmt::format("the cell {}{} {}; nothing was imported", data::column_name(column), row,
                          cell.kind == data::CellKind::kError
                              ? fmt::format("shows the error {}", cell.text)
                              : "holds a formula whose result is not in the file"))
      .at(file, static_cast<std::size_t>(row))
      .help("open the file in a spreadsheet program, replace formulas by their values and save it");
}

}  // namespace

std::string fingerprint(std::string_view content) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  constexpr std::uint64_t kPrime = 0x100000001B3U;
  const auto add = [&](std::uint64_t word) {
    hash = (hash ^ word) * kPrime;
    hash ^= hash >> 32U;
  };
  add(content.size());
  while (content.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, content.data(), sizeof word);
    add(word);
    content.remove_prefix(sizeof word);
  }
  for (const char c : content) add(static_cast<unsigned char>(c));
  return fmt::format("{:016x}", hash);
}

ResponseSheet ResponseSheet::parse_csv(std::string_view content, const std::string& name,
                                       const KnowsHeading& knows_heading) {
  ResponseSheet sheet;
  sheet.fingerprint_ = survey::fingerprint(content);
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  std::optional<char> delimiter = declared_delimiter(content);
  if (delimiter) {
    content.remove_prefix(std::min(content.find('\n') + 1, content.size()));
    sheet.lines_above_ = 1;
  } else {
    delimiter = find_delimiter(content, knows_heading);
  }
  sheet.csv_ = data::parse_csv(content, name, delimiter);
  sheet.headings_ = sheet.csv_->header();
  return sheet;
}

ResponseSheet ResponseSheet::open(const std::filesystem::path& path,
                                  const std::optional<std::string>& sheet_name,
                                  const KnowsHeading& knows_heading) {
  const std::string file = path.string();
  if (to_lower(path.extension().string()) != ".xlsx") {
    if (sheet_name) throw Error("--sheet is for spreadsheets (.xlsx)").at(file);
    return parse_csv(read_file(path), file, knows_heading);
  }
  ResponseSheet sheet;
  sheet.fingerprint_ = survey::fingerprint(read_file(path));
  data::Workbook workbook = data::Workbook::open(path);
  sheet.take_sheet(workbook.read_sheet(sheet_name ? *sheet_name : the_only_sheet(workbook, file)),
                   file);
  return sheet;
}

void ResponseSheet::take_sheet(const data::Sheet& sheet, const std::string& file) {
  std::vector<std::size_t> columns;
  for (const data::SheetRow& row : sheet.rows) {
    const auto number = static_cast<std::int64_t>(row.number);
    if (headings_.empty()) {
      for (const auto& [column, cell] : row.entries) {
        columns.push_back(column);
        headings_.push_back(cell_text(cell, number, column, file));
      }
      continue;
    }
    std::vector<std::string>& cells = rows_.emplace_back();
    bool blank = true;
    for (const std::size_t column : columns) {
      cells.push_back(cell_text(row.cell(column), number, column, file));
      blank = blank && trim(cells.back()).empty();
    }
    if (blank) {
      rows_.pop_back();
    } else {
      row_numbers_.push_back(number);
    }
  }
  if (headings_.empty()) throw Error("the sheet is empty").at(file);
}

std::int64_t ResponseSheet::line(std::size_t row) const {
  if (!csv_) return row_numbers_[row];
  return static_cast<std::int64_t>(csv_->row(row).line()) + lines_above_;
}

std::string_view ResponseSheet::cell(std::size_t row, std::size_t column) const {
  return csv_ ? csv_->row(row)[column] : std::string_view(rows_[row][column]);
}

}  // namespace faultline::survey
