#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/figures.h"
#include "reports/table.h"

namespace faultline::reports {

/// report.tex: a document that shows figures/<id>.pdf and tables/<id>.tex, which lie beside it, and
/// reads numbers.tex, so that its text can be written on. It compiles with pdfLaTeX from Debian's
/// texlive-latex-recommended, always to the same bytes.
///
/// Tables without rows are named in a sentence only. Tables wider than the page are shrunk to it,
/// much wider ones stand on a page of their own on its side; longer ones go on over pages (see
/// write_latex()).
/// @param title    the study's, of any origin
/// @param figures  those whose files were written
[[nodiscard]] std::string write_latex_report(std::string_view title,
                                             const std::vector<Table>& tables,
                                             const std::vector<Figure>& figures);

}  // namespace faultline::reports
