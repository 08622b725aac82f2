#include "reports/write_latex.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "reports/escape_latex.h"
#include "reports/format_value.h"
#include "reports/layout.h"

namespace faultline::reports {

namespace {

struct PrintedColumn {
  std::size_t source = 0;  ///< place in the table
  ColumnKind kind = ColumnKind::kText;
  std::string heading;
  bool is_paragraph = false;  ///< a text too long for one line
  std::size_t span = 1;       ///< 2 for estimates: the value, and its interval beside it
};

/// Of a line's columns of text, those that all paragraphs together take.
constexpr double kParagraphsShare = 0.5;

std::vector<PrintedColumn> printed_columns(const Table& table) {
  std::vector<PrintedColumn> columns;
  for (const std::size_t source : columns_for(table, Audience::kPrint)) {
    const Column& column = table.columns[source];
    const bool is_text = column.kind == ColumnKind::kText;
    columns.push_back({.source = source,
                       .kind = column.kind,
                       .heading = escape_latex(column.label),
                       .is_paragraph = is_text && holds_long_text(table, source),
                       .span = !is_text && has_interval(table, source) ? 2U : 1U});
  }
  return columns;
}

/// The argument of tabular: "lrr@{ }l". Paragraphs share half of the line.
std::string column_types(std::span<const PrintedColumn> columns) {
  const auto paragraphs = std::ranges::count_if(columns, &PrintedColumn::is_paragraph);
  std::string types;
  for (const PrintedColumn& column : columns) {
    if (column.is_paragraph) {
      types += fmt::format(">{{\\raggedright\\arraybackslash}}p{{{:.2f}\\linewidth}}",
                           kParagraphsShare / static_cast<double>(paragraphs));
    } else if (column.kind == ColumnKind::kText) {
      types += 'l';
    } else {
      types += column.span == 2 ? "r@{ }l" : "r";
    }
  }
  return types;
}

std::string spanning(std::size_t columns, char type, std::string_view text) {
  return fmt::format("\\multicolumn{{{}}}{{{}}}{{{}}}", columns, type, text);
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
  out += "    " + join(cells, " & ") + " \\\\\n";
}

/// The line of group labels, and the rules below them.
void append_groups(std::string& out, const Table& table, std::span<const PrintedColumn> columns) {
  std::vector<std::size_t> sources;
  for (const PrintedColumn& column : columns) sources.push_back(column.source);
  const std::vector<ColumnGroup> groups = column_groups(table, sources);
  if (groups.empty()) return;

  std::vector<std::string> cells;
  std::string rules;
  std::size_t first = 1;
  auto next = columns.begin();
  for (const ColumnGroup& group : groups) {
    std::size_t span = 0;
    for (std::size_t i = 0; i < group.columns; ++i) span += (next++)->span;
    const bool is_labelled = !group.label.empty();
    if (is_labelled || span > 1) {
      cells.push_back(spanning(span, 'c', escape_latex(group.label)));
    } else {
      cells.emplace_back();
    }
    if (is_labelled) rules += fmt::format("\\cmidrule(lr){{{}-{}}}", first, first + span - 1);
    first += span;
  }
  append_row(out, cells);
  out += "    " + rules + "\n";
}

/// A text for a paragraph: long words, such as paths, may be broken behind their signs.
std::string breakable(std::string_view text) {
  constexpr std::size_t kLongWord = 16;
  constexpr std::string_view kSigns = "/\\._:;,=()[]{}<>-";
  std::string escaped;
  for (const std::string& word : split(text, ' ')) {
    if (!escaped.empty()) escaped += ' ';
    std::string_view rest = word;
    while (rest.size() > kLongWord) {
      const std::size_t sign = rest.find_first_of(kSigns);
      if (sign == std::string_view::npos || sign + 1 == rest.size()) break;
      escaped += escape_latex(rest.substr(0, sign + 1)) + "\\allowbreak{}";
      rest.remove_prefix(sign + 1);
    }
    escaped += escape_latex(rest);
  }
  return escaped;
}

std::string cell(const Value& value, const PrintedColumn& column) {
  const PrintedValue printed = print_value(value, column.kind);
  const std::string text =
      column.is_paragraph ? breakable(printed.value) : escape_latex(printed.value);
  if (column.span == 1) {
    return printed.interval.empty() ? text : text + " " + escape_latex(printed.interval);
  }
  if (std::holds_alternative<std::string>(value)) return spanning(column.span, 'r', text);
  if (printed.interval.empty()) return text + " & ";
  // Behind an ampersand a bracket starts no option, and needs no braces.
  return text + " & [" + escape_latex(printed.interval.substr(1));
}

void append_body(std::string& out, const Table& table, std::span<const PrintedColumn> columns) {
  constexpr std::string_view kIndent = "\\quad ";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (begins_totals(table, row)) out += "    \\midrule\n";
    std::vector<std::string> cells;
    for (const PrintedColumn& column : columns) {
      cells.push_back(cell(table.rows[row].values.at(column.source), column));
    }
    for (int level = 0; level < table.rows[row].level; ++level) cells.front().insert(0, kIndent);
    append_row(out, cells);
  }
}

void append_notes(std::string& out, const std::vector<std::string>& notes) {
  if (notes.empty()) return;
  out +=
      "  \\par\\smallskip\n"
      "  \\begin{minipage}{\\linewidth}\n"
      "    \\footnotesize\n";
  for (const std::string& note : notes) out += "    " + escape_latex(note) + "\\par\n";
  out += "  \\end{minipage}\n";
}

/// The id as it may stand in a \label: other characters become hyphens.
std::string label(std::string_view id) {
  std::string safe(id);
  const auto is_safe = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  std::ranges::replace_if(
      safe, [&](char c) { return !is_safe(c); }, '-');
  return safe;
}

/// The lines of headings, and the rule below them.
std::string head(const Table& table, std::span<const PrintedColumn> columns) {
  std::string out = "    \\toprule\n";
  append_groups(out, table, columns);
  std::vector<std::string> headings;
  for (const PrintedColumn& column : columns) {
    headings.push_back(column.span == 1 ? column.heading
                                        : spanning(column.span, 'c', column.heading));
  }
  append_row(out, headings);
  return out + "    \\midrule\n";
}

std::string caption(const Table& table) { return "\\caption{" + escape_latex(table.title) + "}"; }

std::string float_with(const Table& table, std::span<const PrintedColumn> columns) {
  std::string out = "\\begin{table}\n  \\centering\n";
  out += "  " + caption(table) + "\n";
  out += "  \\label{tab:" + label(table.id) + "}\n";
  out += "  \\begin{tabular}{" + column_types(columns) + "}\n";
  out += head(table, columns);
  append_body(out, table, columns);
  out += "    \\bottomrule\n  \\end{tabular}\n";
  append_notes(out, table.notes);
  return out + "\\end{table}\n";
}

std::string long_table_with(const Table& table, std::span<const PrintedColumn> columns) {
  std::string out = "{\\small\n\\begin{longtable}{" + column_types(columns) + "}\n";
  out += "    " + caption(table) + "\\label{tab:" + label(table.id) + "} \\\\\n";
  out += head(table, columns) + "    \\endfirsthead\n";
  out += head(table, columns) + "    \\endhead\n";
  out += "    \\bottomrule\n    \\endfoot\n";
  append_body(out, table, columns);
  out += "\\end{longtable}\n}\n";
  append_notes(out, table.notes);
  return out;
}

/// How many lines its rows take, roughly.
std::size_t lines(const Table& table, std::span<const PrintedColumn> columns) {
  constexpr double kColumnsOfLine = 90;
  const auto paragraphs = std::ranges::count_if(columns, &PrintedColumn::is_paragraph);
  const double paragraph_width = kColumnsOfLine * kParagraphsShare /
                                 static_cast<double>(std::max<std::ptrdiff_t>(paragraphs, 1));
  std::size_t sum = 0;
  for (const Row& row : table.rows) {
    double most = 1;
    for (const PrintedColumn& column : columns) {
      const auto* text = std::get_if<std::string>(&row.values.at(column.source));
      if (!column.is_paragraph || text == nullptr) continue;
      most = std::max(most, std::ceil(static_cast<double>(display_width(*text)) / paragraph_width));
    }
    sum += static_cast<std::size_t>(most);
  }
  return sum;
}

}  // namespace

bool is_longer_than_page(const Table& table) {
  constexpr std::size_t kLinesOfPage = 45;
  return lines(table, printed_columns(table)) > kLinesOfPage;
}

std::string write_latex(const Table& table) {
  const std::vector<PrintedColumn> columns = printed_columns(table);
  return is_longer_than_page(table) ? long_table_with(table, columns) : float_with(table, columns);
}

}  // namespace faultline::reports
