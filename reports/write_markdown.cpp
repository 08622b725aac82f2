#include "reports/write_markdown.h"

#include <algorithm>

#include "base/text.h"
#include "reports/format_value.h"
#include "reports/layout.h"

namespace faultline::reports {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string escape_character(char c) {
  constexpr std::string_view kMarkup = "\\`*_{}[]|~$";
  if (c == '<') return "&lt;";
  if (c == '>') return "&gt;";
  if (c == '&') return "&amp;";
  if (kMarkup.find(c) != std::string_view::npos) return {'\\', c};
  return {c};
}

/// Where the character stands that would make the text's beginning a list item, a heading or an
/// underline: "-", "#", the point of "1.".
std::size_t block_marker(std::string_view text) {
  constexpr std::string_view kMarkers = "-+=#";
  if (!text.empty() && kMarkers.find(text.front()) != std::string_view::npos) return 0;
  const auto end = std::ranges::find_if_not(text, is_digit);
  const bool numbered = end != text.begin() && end != text.end() && (*end == '.' || *end == ')');
  return numbered ? static_cast<std::size_t>(end - text.begin()) : std::string_view::npos;
}

std::string heading(const Column& column) {
  if (column.group.empty()) return escape_markdown(column.label);
  return escape_markdown(column.group) + ": " + escape_markdown(column.label);
}

std::string cell(const Value& value, ColumnKind kind) {
  if (const auto* text = std::get_if<std::string>(&value)) return escape_markdown(*text);
  return format_value(value, kind);
}

void append_row(std::string& out, const Table& table, const Row& row,
                const std::vector<std::size_t>& columns) {
  constexpr std::string_view kIndent = "&emsp;";
  out += '|';
  for (const std::size_t column : columns) {
    std::string text = cell(row.values.at(column), table.columns[column].kind);
    if (row.is_total && !text.empty()) text = "**" + text + "**";
    out += ' ';
    for (int level = 0; column == columns.front() && level < row.level; ++level) out += kIndent;
    out += text + " |";
  }
  out += '\n';
}

}  // namespace

std::string escape_markdown(std::string_view text) {
  const std::string line = printable(text);
  const std::string_view shown = trim(line);
  const std::size_t marker = block_marker(shown);
  std::string escaped;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char next = i + 1 < shown.size() ? shown[i + 1] : ' ';
    if (i == marker) escaped += '\\';
    escaped += escape_character(shown[i]);
    const bool mention = shown[i] == '@' && is_letter_or_digit(next);
    const bool issue = shown[i] == '#' && is_digit(next);
    if (mention || issue) escaped += "<!-- -->";
  }
  return escaped;
}

std::string write_markdown(const Table& table) {
  const std::vector<std::size_t> columns = columns_for(table, Audience::kPrint);
  std::string out = "### " + escape_markdown(table.title) + "\n\n|";
  for (const std::size_t column : columns) out += " " + heading(table.columns[column]) + " |";
  out += "\n|";
  for (const std::size_t column : columns) {
    out += table.columns[column].kind == ColumnKind::kText ? " :--- |" : " ---: |";
  }
  out += '\n';
  for (const Row& row : table.rows) append_row(out, table, row, columns);
  if (!table.notes.empty()) out += '\n';
  for (const std::string& note : table.notes) out += "- " + escape_markdown(note) + "\n";
  return out;
}

}  // namespace faultline::reports
