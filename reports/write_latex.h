#pragma once

#include <string>

#include "reports/table.h"

namespace faultline::reports {

/// A table for a paper: a `table` environment with a caption above, the label `tab:<id>`, a
/// `tabular` in the manner of booktabs, and the notes as a small paragraph below. Groups of columns
/// stand over a rule of their own, parts of a row are indented, totals follow a rule. Long texts
/// are set in paragraphs. All texts are escaped (see escape_latex()). A table longer than a page is
/// a `longtable`, which goes on over pages and does not float.
///
/// The document's preamble needs
///
///     \usepackage[T1]{fontenc}
///     \usepackage{array,booktabs,longtable}
///
/// Source: Fear 2020, Publication quality tables in LaTeX (the booktabs manual).
[[nodiscard]] std::string write_latex(const Table& table);

/// Whether the table is written as a `longtable`, which no document can shrink.
[[nodiscard]] bool is_longer_than_page(const Table& table);

}  // namespace faultline::reports
