#pragma once

#include <string>
#include <string_view>

#include "reports/table.h"

namespace faultline::reports {

/// A table as GitHub Flavored Markdown: a heading, a pipe table, the notes as a list. Pipe tables
/// have one line of headings, so a group is folded into it ("Crash: tf2onnx"). Parts of a row are
/// indented, totals are bold. Source: GitHub Flavored Markdown Spec 0.29, 4.10 Tables.
[[nodiscard]] std::string write_markdown(const Table& table);

/// Text of any origin, written so that Markdown shows it as it is: one line, without control
/// characters, with everything escaped that would make markup, HTML, a table cell or the start of a
/// block. On GitHub it notifies nobody and links to no issue: "@name" and "#123" are broken by an
/// empty comment, since there they are recognized after escapes are resolved.
[[nodiscard]] std::string escape_markdown(std::string_view text);

}  // namespace faultline::reports
