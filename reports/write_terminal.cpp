#include "reports/write_terminal.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "reports/format_value.h"
#include "reports/layout.h"

namespace faultline::reports {

namespace {

constexpr std::string_view kRule = "\xE2\x94\x80";
constexpr std::size_t kGap = 2;             // spaces between columns
constexpr std::size_t kNarrowestText = 16;  // a text is not cut further to avoid another block
constexpr std::size_t kWidestHeading = 24;  // of a column of numbers; longer ones are cut
constexpr std::size_t kIndent = 2;          // of a part under its whole

struct PrintedColumn {
  std::size_t source = 0;  ///< place in the table
  std::string heading;
  bool right = false;
  std::vector<std::string> cells;
  std::size_t width = 0;
  std::size_t least = 0;  ///< width below which it is not cut
};

/// Columns that are printed side by side.
using Block = std::vector<PrintedColumn>;

std::string repeat(std::string_view text, std::size_t times) {
  std::string repeated;
  for (std::size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

std::string pad(std::string_view text, std::size_t width, bool right) {
  const std::string fitting = truncate(text, width);
  const std::string space(width - display_width(fitting), ' ');
  return right ? space + fitting : fitting + space;
}

void append_line(std::string& out, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out += line;
  out += '\n';
}

bool is_text(const Value& value) { return std::holds_alternative<std::string>(value); }

/// Values of numbers stand under each other, and so do their intervals.
std::vector<std::string> print_cells(const Table& table, std::size_t column, bool is_first) {
  const ColumnKind kind = table.columns[column].kind;
  std::size_t value_width = 0;
  std::size_t interval_width = 0;
  std::vector<PrintedValue> printed;
  for (const Row& row : table.rows) {
    const Value& value = row.values.at(column);
    printed.push_back(print_value(value, kind));
    if (is_text(value)) continue;
    value_width = std::max(value_width, display_width(printed.back().value));
    interval_width = std::max(interval_width, display_width(printed.back().interval));
  }

  std::vector<std::string> cells;
  for (std::size_t row = 0; row < printed.size(); ++row) {
    if (is_text(table.rows[row].values.at(column))) {
      cells.push_back(printable(printed[row].value));
    } else if (interval_width == 0) {
      cells.push_back(printed[row].value);
    } else {
      cells.push_back(pad(printed[row].value, value_width, true) + " " +
                      pad(printed[row].interval, interval_width, true));
    }
    const auto level = static_cast<std::size_t>(table.rows[row].level);
    if (is_first) cells.back().insert(0, kIndent * level, ' ');
  }
  return cells;
}

/// @param shortest  the width down to which texts may be cut
PrintedColumn print_column(const Table& table, std::size_t source, std::size_t shortest,
                           bool is_first) {
  const Column& column = table.columns[source];
  PrintedColumn printed{.source = source,
                        .heading = printable(column.label),
                        .right = column.kind != ColumnKind::kText,
                        .cells = print_cells(table, source, is_first)};
  const std::size_t heading = display_width(printed.heading);
  printed.width = printed.right ? std::min(heading, kWidestHeading) : heading;
  printed.least = std::min(printed.width, shortest);
  for (std::size_t row = 0; row < printed.cells.size(); ++row) {
    const std::size_t width = display_width(printed.cells[row]);
    const bool may_be_cut = is_text(table.rows[row].values.at(source));
    printed.width = std::max(printed.width, width);
    printed.least = std::max(printed.least, may_be_cut ? std::min(width, shortest) : width);
  }
  return printed;
}

Block print_columns(const Table& table, std::size_t line_width) {
  const std::size_t narrowest_name = line_width * 2 / 5;
  Block columns;
  for (const std::size_t source : columns_for(table, Audience::kScreen)) {
    const bool is_number = table.columns[source].kind != ColumnKind::kText;
    const std::size_t shortest = is_number         ? kWidestHeading
                                 : columns.empty() ? narrowest_name
                                                   : kNarrowestText;
    columns.push_back(print_column(table, source, shortest, columns.empty()));
    columns.back().width =
        std::min(columns.back().width, std::max(columns.back().least, line_width));
  }
  return columns;
}

std::size_t line_width(std::span<const PrintedColumn> columns) {
  std::size_t width = columns.empty() ? 0 : kGap * (columns.size() - 1);
  for (const PrintedColumn& column : columns) width += column.width;
  return width;
}

/// Makes room for group labels that are wider than the columns below them.
void widen_for_groups(const Table& table, Block& columns) {
  std::vector<std::size_t> sources;
  for (const PrintedColumn& column : columns) sources.push_back(column.source);
  std::size_t next = 0;
  for (const ColumnGroup& group : column_groups(table, sources)) {
    const auto members = std::span(columns).subspan(next, group.columns);
    const std::size_t wanted =
        std::min(display_width(printable(group.label)), kWidestHeading * group.columns);
    for (std::size_t i = 0; line_width(members) < wanted; ++i) {
      PrintedColumn& member = members[i % members.size()];
      ++member.width;
      member.least = std::max(member.least, member.width);
    }
    next += group.columns;
  }
}

/// Columns side by side, with room for their groups' labels and the widest texts cut, column by
/// column, until the line fits. No value where it does not.
std::optional<Block> fit(const Table& table, Block columns, std::size_t width) {
  widen_for_groups(table, columns);
  while (line_width(columns) > width) {
    PrintedColumn* widest = nullptr;
    for (PrintedColumn& column : columns) {
      const bool can_give = column.width > column.least;
      if (can_give && (widest == nullptr || column.width > widest->width)) widest = &column;
    }
    if (widest == nullptr) return std::nullopt;
    --widest->width;
  }
  return columns;
}

Block at_least(Block columns) {
  for (PrintedColumn& column : columns) column.width = column.least;
  return columns;
}

/// As few blocks as hold all columns, each with the first.
std::vector<Block> into_blocks(const Table& table, const Block& columns, std::size_t width) {
  if (auto whole = fit(table, columns, width)) return {*whole};

  std::vector<Block> blocks;
  const auto close = [&](const Block& block) {
    blocks.push_back(fit(table, block, width).value_or(at_least(block)));
  };
  Block open{columns.front()};
  for (const PrintedColumn& column : std::span(columns).subspan(1)) {
    Block longer = open;
    longer.push_back(column);
    if (open.size() > 1 && !fit(table, longer, width)) {
      close(open);
      open.resize(1);
    }
    open.push_back(column);
  }
  close(open);
  return blocks;
}

/// "──── Crash ────", so that it is seen which columns belong to it.
std::string centre_over(std::string_view label, std::size_t width) {
  const std::string text = label.empty() ? std::string() : truncate(printable(label), width);
  const std::size_t space = width - display_width(text);
  const std::size_t left = space / 2;
  constexpr std::size_t kRoomForLines = 4;
  if (text.empty() || space < kRoomForLines) {
    return std::string(left, ' ') + text + std::string(space - left, ' ');
  }
  return repeat(kRule, left - 1) + " " + text + " " + repeat(kRule, space - left - 1);
}

std::string group_line(const Block& block, const std::vector<ColumnGroup>& groups) {
  std::string line;
  std::size_t next = 0;
  for (const ColumnGroup& group : groups) {
    if (next > 0) line.append(kGap, ' ');
    line += centre_over(group.label, line_width(std::span(block).subspan(next, group.columns)));
    next += group.columns;
  }
  return line;
}

void append_block(std::string& out, const Table& table, const Block& block) {
  std::vector<std::size_t> sources;
  for (const PrintedColumn& column : block) sources.push_back(column.source);
  const auto groups = column_groups(table, sources);
  if (!groups.empty()) append_line(out, group_line(block, groups));

  const auto line_of = [&block](const auto& text_of) {
    std::string line;
    for (const PrintedColumn& column : block) {
      if (&column != &block.front()) line.append(kGap, ' ');
      line += pad(text_of(column), column.width, column.right);
    }
    return line;
  };
  const std::string rule = repeat(kRule, line_width(block));
  append_line(out, line_of([](const PrintedColumn& column) { return column.heading; }));
  append_line(out, rule);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (begins_totals(table, row)) append_line(out, rule);
    append_line(out, line_of([row](const PrintedColumn& column) { return column.cells[row]; }));
  }
}

/// Breaks a text between words; a word longer than the line stays whole, so that an address or a
/// command can be copied. Lines after the first are indented.
std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string& word : split(printable(text), ' ')) {
    if (word.empty()) continue;
    std::string& line = lines.back();
    const bool is_blank = line.find_first_not_of(' ') == std::string::npos;
    if (is_blank) {
      line += word;
    } else if (display_width(line) + 1 + display_width(word) <= width) {
      line += " " + word;
    } else {
      lines.push_back(std::string(kIndent, ' ') + word);
    }
  }
  return lines;
}

void append_wrapped(std::string& out, std::string_view text, const TerminalStyle& style,
                    std::string_view colour) {
  constexpr std::string_view kPlain = "\x1b[0m";
  for (const std::string& line : wrap(text, style.width)) {
    const bool coloured = style.colour && !line.empty();
    append_line(out, coloured ? std::string(colour).append(line).append(kPlain) : line);
  }
}

}  // namespace

std::string write_terminal(const Table& table, const TerminalStyle& style) {
  constexpr std::string_view kBold = "\x1b[1m";
  constexpr std::string_view kDim = "\x1b[2m";
  const Block columns = print_columns(table, style.width);
  std::string out;
  append_wrapped(out, table.title, style, kBold);
  if (!columns.empty()) {
    for (const Block& block : into_blocks(table, columns, style.width)) {
      out += '\n';
      append_block(out, table, block);
    }
  }
  if (!table.notes.empty()) out += '\n';
  for (const std::string& note : table.notes) append_wrapped(out, note, style, kDim);
  return out;
}

}  // namespace faultline::reports
