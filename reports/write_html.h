#pragma once

#include <string>
#include <string_view>

#include "reports/table.h"

namespace faultline::reports {

/// A table as a piece of an HTML page: the title as a heading of the third level, a `table` whose
/// id is "table-<id>", groups of columns over their headings, the first column as headings of the
/// rows, parts and totals of rows by the classes "part" and "total"; below it the notes as a list,
/// with what stands between backticks as code. A table without rows is its title and its notes. The
/// table stands in a `div` of the class "scroll", which the keyboard reaches, so that it can be
/// scrolled sideways on a small screen.
///
/// The interval of a share is also drawn, on a line from 0 to 100%. Nothing in it needs a style
/// sheet or a script, and there are no `style` attributes, so that it may stand in a page whose
/// Content-Security-Policy forbids them.
///
/// Source: WCAG 2.1, technique H43 and the tables tutorial of the W3C's Web Accessibility
/// Initiative.
[[nodiscard]] std::string write_html(const Table& table);

/// Text of any origin, written so that it is shown as it is between tags and in a quoted attribute:
/// without control characters and invisible formatting (see printable()).
[[nodiscard]] std::string escape_html(std::string_view text);

/// A table's or figure's id as it may stand in an HTML id and in a URL: other characters than
/// ASCII letters, digits and hyphens become hyphens.
[[nodiscard]] std::string html_id(std::string_view id);

}  // namespace faultline::reports
