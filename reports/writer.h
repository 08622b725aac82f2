#pragma once

#include <span>
#include <string>
#include <string_view>

#include "reports/table.h"
#include "reports/write_terminal.h"

namespace faultline::reports {

/// The formats that every table can be written in.
enum class Format { kTerminal, kMarkdown, kCsv, kJson, kLatex, kHtml };

struct FormatInfo {
  Format format;
  std::string_view name;       ///< as it is typed: "latex"
  std::string_view extension;  ///< of a file in it: ".tex"
};

/// All formats, in the order of the enumeration.
[[nodiscard]] std::span<const FormatInfo> formats();

[[nodiscard]] const FormatInfo& info(Format format);

/// The format of that name.
/// @throws Error (input) with the nearest name and all names, where there is no such format
[[nodiscard]] Format parse_format(std::string_view name);

/// The table in that format; `style` matters to the terminal only. Ends with a line break.
[[nodiscard]] std::string write(const Table& table, Format format, const TerminalStyle& style = {});

}  // namespace faultline::reports
