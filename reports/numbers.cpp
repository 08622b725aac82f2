#include "reports/numbers.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "reports/data_columns.h"
#include "reports/escape_latex.h"
#include "reports/format_value.h"

namespace faultline::reports {

namespace {

constexpr std::array<std::string_view, 10> kDigits = {"Zero", "One", "Two",   "Three", "Four",
                                                      "Five", "Six", "Seven", "Eight", "Nine"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

/// The id with each character beyond ASCII as a word of hexadecimal digits.
std::string spell_code_points(std::string_view id) {
  constexpr std::int32_t kFirstBeyondAscii = 0x80;
  const std::string whole = replace_broken_utf8(id);
  std::string_view rest = whole;
  std::string ascii;
  while (!rest.empty()) {
    std::int32_t code_point = 0;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),  // NOLINT
                         static_cast<utf8proc_ssize_t>(rest.size()), &code_point);
    const auto size = static_cast<std::size_t>(length);
    ascii += code_point < kFirstBeyondAscii ? std::string(rest.substr(0, size))
                                            : fmt::format("-u{:04X}-", code_point);
    rest.remove_prefix(size);
  }
  return ascii;
}

/// What a cell names: nothing, unless it is a text or a whole number.
std::string name_in(const Value& first) {
  const bool is_name =
      std::holds_alternative<std::string>(first) || std::holds_alternative<std::int64_t>(first);
  return is_name ? format_value(first, ColumnKind::kText) : std::string();
}

/// What names a row: its first cell, and the second one too where other rows have the same first.
std::string row_id(const Table& table, const Row& row) {
  std::string name = name_in(row.values.at(0));
  const auto same = std::ranges::count_if(
      table.rows, [&](const Row& other) { return name_in(other.values.at(0)) == name; });
  if (name.empty() || same < 2 || row.values.size() < 2) return name;
  return name + "." + name_in(row.values[1]);
}

/// The ids that each macro would stand for.
using Macros = std::map<std::string, std::vector<std::string>>;

void check_names(const Macros& macros) {
  Error error("the numbers' names cannot all be LaTeX macros; numbers.tex was not written");
  for (const auto& [macro, ids] : macros) {
    if (macro.empty()) {
      error.because(fmt::format("'{}' holds no letter or digit", join(ids, "', '")));
    } else if (ids.size() > 1) {
      error.because(fmt::format("'{}' all give \\{}", join(ids, "', '"), macro));
    }
  }
  if (error.reasons().empty()) return;
  error.help("rename rows or columns so that they differ in a letter or digit");
  throw error;
}

}  // namespace

std::string macro_name(std::string_view id) {
  std::string name;
  bool begins_word = true;
  for (const char c : spell_code_points(id)) {
    if (is_digit(c)) {
      name += kDigits.at(static_cast<std::size_t>(c - '0'));
      begins_word = true;
    } else if (is_letter(c)) {
      name += begins_word && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
      begins_word = false;
    } else {
      begins_word = true;
    }
  }
  return name;
}

std::vector<NamedNumber> named_numbers(const Table& table) {
  const std::vector<DataColumn> columns = data_columns(table);
  std::vector<NamedNumber> numbers;
  for (const Row& row : table.rows) {
    const std::string name = row_id(table, row);
    if (name.empty()) continue;
    for (const DataColumn& column : columns) {
      const ColumnKind kind = table.columns[column.source].kind;
      if (column.source == 0 || kind == ColumnKind::kText) continue;
      numbers.push_back({fmt::format("{}.{}.{}", table.id, name, column.id),
                         format_value(data_value(row, column), kind),
                         fmt::format("{}, {}, {}", table.title, name, column.label)});
    }
  }
  return numbers;
}

std::string write_numbers(std::span<const NamedNumber> numbers) {
  Macros macros;
  for (const NamedNumber& number : numbers) macros[macro_name(number.id)].push_back(number.id);
  check_names(macros);

  std::string out =
      "% Numbers for the text of a paper: \\input{numbers}, then \\Name{} for each.\n";
  for (const NamedNumber& number : numbers) {
    out +=
        fmt::format("\\newcommand{{\\{}}}{{{}}}", macro_name(number.id), escape_latex(number.text));
    out += "  % " + printable(number.comment.empty() ? number.id : number.comment) + "\n";
  }
  return out;
}

}  // namespace faultline::reports
