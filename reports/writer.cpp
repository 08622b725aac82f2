#include "reports/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "reports/write_csv.h"
#include "reports/write_html.h"
#include "reports/write_json.h"
#include "reports/write_latex.h"
#include "reports/write_markdown.h"

namespace faultline::reports {

namespace {

constexpr std::array kFormats = std::to_array<FormatInfo>({
    {Format::kTerminal, "terminal", ".txt"},
    {Format::kMarkdown, "markdown", ".md"},
    {Format::kCsv, "csv", ".csv"},
    {Format::kJson, "json", ".json"},
    {Format::kLatex, "latex", ".tex"},
    {Format::kHtml, "html", ".html"},
});

}  // namespace

std::span<const FormatInfo> formats() { return kFormats; }

const FormatInfo& info(Format format) { return kFormats.at(static_cast<std::size_t>(format)); }

Format parse_format(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &FormatInfo::name);
  if (found != kFormats.end()) return found->format;

  std::vector<std::string> names;
  for (const FormatInfo& known : kFormats) names.emplace_back(known.name);
  Error error(fmt::format("there is no format '{}'", name));
  if (const auto meant = nearest(name, names)) {
    error.help(fmt::format("the nearest format is '{}'", *meant));
  }
  error.help("the formats are " + join(names, ", "));
  throw error;
}

std::string write(const Table& table, Format format, const TerminalStyle& style) {
  switch (format) {
    case Format::kTerminal:
      return write_terminal(table, style);
    case Format::kMarkdown:
      return write_markdown(table);
    case Format::kCsv:
      return write_csv(table);
    case Format::kJson:
      return write_json(table);
    case Format::kLatex:
      return write_latex(table);
    case Format::kHtml:
      return write_html(table);
  }
  throw std::logic_error("a format without a writer");
}

}  // namespace faultline::reports
