#include "documents/worked_examples/write_asciidoc.h"

#include "base/text.h"
#include "reports/format_value.h"
#include "reports/layout.h"

namespace faultline::reports {

namespace {

/// One line without markup: every character that AsciiDoc or HTML could read is a reference.
std::string escape_asciidoc(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;%()";
  std::string escaped;
  for (const char c : printable(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte >= 0x80 || kPlain.find(c) != std::string_view::npos;
    escaped += is_plain ? std::string(1, c) : "&#" + std::to_string(byte) + ";";
  }
  return escaped;
}

}  // namespace

std::string write_asciidoc(const Table& table) {
  std::string out = "." + escape_asciidoc(table.title) + "\n[%header]\n|===\n";
  const std::vector<std::size_t> columns = columns_for(table, Audience::kPrint);
  for (const std::size_t column : columns) {
    out += "|" + escape_asciidoc(table.columns[column].label);
  }
  out += "\n\n";
  for (const Row& row : table.rows) {
    for (const std::size_t column : columns) {
      out += "|" + escape_asciidoc(format_value(row.values[column], table.columns[column].kind));
    }
    out += "\n";
  }
  return out + "|===\n";
}

}  // namespace faultline::reports
