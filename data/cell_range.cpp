#include "data/cell_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "base/error.h"
#include "base/text.h"

namespace faultline::data {

namespace {

constexpr std::size_t kLetters = 26;

/// Takes a column's letters off the front of a text; no value where there are none or too many.
std::optional<std::size_t> take_column(std::string_view& text) {
  std::size_t number = 0;
  std::size_t length = 0;
  for (; length < text.size(); ++length) {
    const char letter = static_cast<char>(text[length] & ~0x20);
    if (letter < 'A' || letter > 'Z') break;
    number = number * kLetters + static_cast<std::size_t>(letter - 'A') + 1;
    if (number > kMostColumns) return std::nullopt;
  }
  text.remove_prefix(length);
  if (number == 0) return std::nullopt;
  return number - 1;
}

void take_dollar(std::string_view& text) {
  if (text.starts_with('$')) text.remove_prefix(1);
}

std::optional<std::size_t> parse_row(std::string_view text) {
  std::size_t row = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, row);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  if (row == 0 || row > kMostRows) return std::nullopt;
  return row;
}

std::optional<CellRange> parse_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto a = parse_cell_reference(trim(text.substr(0, colon)));
  const auto b =
      colon == std::string_view::npos ? a : parse_cell_reference(trim(text.substr(colon + 1)));
  if (!a || !b) return std::nullopt;
  return CellRange{{std::min(a->row, b->row), std::min(a->column, b->column)},
                   {std::max(a->row, b->row), std::max(a->column, b->column)}};
}

}  // namespace

bool CellRange::contains(const CellReference& cell) const {
  return first.row <= cell.row && cell.row <= last.row && first.column <= cell.column &&
         cell.column <= last.column;
}

std::string column_name(std::size_t column) {
  std::string name;
  for (std::size_t number = column + 1; number > 0; number = (number - 1) / kLetters) {
    name += static_cast<char>('A' + (number - 1) % kLetters);
  }
  std::reverse(name.begin(), name.end());
  return name;
}

std::string to_string(const CellReference& cell) {
  return fmt::format("{}{}", column_name(cell.column), cell.row);
}

std::optional<CellReference> parse_cell_reference(std::string_view text) {
  take_dollar(text);
  const auto column = take_column(text);
  if (!column) return std::nullopt;
  take_dollar(text);
  const auto row = parse_row(text);
  if (!row) return std::nullopt;
  return CellReference{*row, *column};
}

std::vector<CellRange> parse_cell_ranges(std::string_view text) {
  std::vector<CellRange> ranges;
  for (const std::string& part : split(text, ',')) {
    const auto range = parse_range(part);
    if (!range) {
      throw Error(fmt::format("'{}' is not a range of cells", trim(part)))
          .because(fmt::format("a cell is a column from A to {} and a row from 1 to {}",
                               column_name(kMostColumns - 1), kMostRows))
          .help("write it like A2:D11, and several with commas between them: A2:D11,J2:N11");
    }
    ranges.push_back(*range);
  }
  return ranges;
}

}  // namespace faultline::data
