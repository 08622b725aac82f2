#include "reports/write_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/text.h"
#include "reports/format_value.h"
#include "reports/layout.h"

namespace faultline::reports {

namespace {

/// A share's interval on a line from 0 to 1, for the eye; the numbers stand beside it.
std::string interval_drawing(const Estimate& share) {
  constexpr int kWidth = 60;
  const auto place = [](double fraction) { return std::clamp(fraction, 0.0, 1.0) * kWidth; };
  return fmt::format(
      "<svg class=\"range\" width=\"{0}\" height=\"8\" viewBox=\"-3 0 {1} 8\" aria-hidden=\"true\" "
      "fill=\"currentColor\" stroke=\"currentColor\"><path d=\"M0 4H{2}\" stroke-opacity=\".2\"/>"
      "<path d=\"M{3:.1f} 4H{4:.1f}\" stroke-width=\"2\"/><circle cx=\"{5:.1f}\" cy=\"4\" "
      "r=\"2.5\" "
      "stroke=\"none\"/></svg>",
      kWidth + 6, kWidth + 6, kWidth, place(share.low), place(share.high), place(share.value));
}

std::string cell_content(const Value& value, ColumnKind kind) {
  const PrintedValue printed = print_value(value, kind);
  const std::string content = escape_html(printed.value);
  if (printed.interval.empty()) return content;
  const auto& estimate = std::get<Estimate>(value);
  const bool is_difference = estimate.low < 0;
  return fmt::format(
      "<span class=\"value\">{}</span> <span class=\"interval\">{}</span>{}", content,
      escape_html(printed.interval),
      kind == ColumnKind::kShare && !is_difference ? interval_drawing(estimate) : "");
}

/// The class of a column's cells.
std::string_view class_of(const Table& table, std::size_t column) {
  if (table.columns[column].kind == ColumnKind::kText) return "";
  return has_interval(table, column) ? " class=\"estimate\"" : " class=\"number\"";
}

void append_groups(std::string& out, const Table& table, const std::vector<std::size_t>& columns) {
  const std::vector<ColumnGroup> groups = column_groups(table, columns);
  if (groups.empty()) return;
  out += "<tr>";
  for (const ColumnGroup& group : groups) {
    if (group.label.empty()) {
      out += "<td></td>";
    } else {
      out += fmt::format("<th scope=\"colgroup\" colspan=\"{}\">{}</th>", group.columns,
                         escape_html(group.label));
    }
  }
  out += "</tr>\n";
}

void append_headings(std::string& out, const Table& table,
                     const std::vector<std::size_t>& columns) {
  out += "<thead>\n";
  append_groups(out, table, columns);
  out += "<tr>";
  for (const std::size_t column : columns) {
    out += fmt::format("<th scope=\"col\"{}>{}</th>", class_of(table, column),
                       escape_html(table.columns[column].label));
  }
  out += "</tr>\n</thead>\n";
}

std::string row_class(const Row& row) {
  if (row.is_total) return " class=\"total\"";
  return row.level > 0 ? " class=\"part\"" : "";
}

void append_row(std::string& out, const Table& table, const Row& row,
                const std::vector<std::size_t>& columns) {
  out += fmt::format("<tr{}>", row_class(row));
  for (const std::size_t column : columns) {
    const std::string content = cell_content(row.values.at(column), table.columns[column].kind);
    if (column == columns.front()) {
      out += fmt::format("<th scope=\"row\">{}</th>", content);
    } else {
      out += fmt::format("<td{}>{}</td>", class_of(table, column), content);
    }
  }
  out += "</tr>\n";
}

/// A note with what stands between backticks, which is typed as it is, as code.
std::string note_html(std::string_view note) {
  std::string html;
  while (true) {
    const std::size_t begin = note.find('`');
    const std::size_t end = begin == std::string_view::npos ? begin : note.find('`', begin + 1);
    if (end == std::string_view::npos) return html + escape_html(note);
    html += fmt::format("{}<code>{}</code>", escape_html(note.substr(0, begin)),
                        escape_html(note.substr(begin + 1, end - begin - 1)));
    note.remove_prefix(end + 1);
  }
}

void append_notes(std::string& out, const std::vector<std::string>& notes) {
  if (notes.empty()) return;
  out += "<ul class=\"notes\">\n";
  for (const std::string& note : notes) out += fmt::format("<li>{}</li>\n", note_html(note));
  out += "</ul>\n";
}

}  // namespace

std::string escape_html(std::string_view text) {
  const std::string shown = printable(text);
  std::string escaped;
  escaped.reserve(shown.size());
  for (const char c : shown) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string html_id(std::string_view id) {
  std::string safe(id);
  const auto is_unsafe = [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
  };
  std::ranges::replace_if(safe, is_unsafe, '-');
  return safe;
}

std::string write_html(const Table& table) {
  const std::string id = html_id(table.id);
  std::string out =
      fmt::format("<h3 id=\"table-{}-title\">{}</h3>\n", id, escape_html(table.title));
  if (table.rows.empty()) {
    out += "<p class=\"empty\">No rows yet.</p>\n";
    append_notes(out, table.notes);
    return out;
  }
  const std::vector<std::size_t> columns = columns_for(table, Audience::kPrint);
  out += fmt::format(
      "<div class=\"scroll\" role=\"group\" aria-labelledby=\"table-{0}-title\" tabindex=\"0\">\n"
      "<table id=\"table-{0}\" aria-labelledby=\"table-{0}-title\">\n",
      id);
  append_headings(out, table, columns);
  out += "<tbody>\n";
  for (const Row& row : table.rows) append_row(out, table, row, columns);
  out += "</tbody>\n</table>\n</div>\n";
  append_notes(out, table.notes);
  return out;
}

}  // namespace faultline::reports
