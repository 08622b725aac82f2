#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/study.h"
#include "base/error.h"
#include "reports/tables/tables.h"
#include "reports/writer.h"

namespace faultline::app {

struct WrittenReport {
  std::vector<std::filesystem::path> files;  ///< relative to the folder
  /// Why the figures could not be drawn; all else was written.
  std::optional<Error> without_figures = {};
};

/// Writes a study's report into a folder; files of the same names are replaced:
///
/// - every table, once per format (tables/stage.md, ...), and numbers.tex with a macro for each of
///   their numbers
/// - every figure that the study has data for (figures/stage.svg, ...): SVG with Markdown, PDF with
///   LaTeX, its data with CSV
/// - with LaTeX, report.tex, which shows them all
/// - the methods section: methods.md with Markdown, methods.tex with LaTeX
/// - with HTML, the page report.html, with all of them inside
WrittenReport write_report(const Study& study, const reports::TableRequest& request,
                           const std::filesystem::path& folder,
                           const std::vector<reports::Format>& formats);

/// Makes sure that a path below a folder stays in it: a folder that came from others may have links
/// in it that lead elsewhere.
/// @throws Error (input) where it does not
void check_leads_inside(const std::filesystem::path& folder, const std::filesystem::path& path);

}  // namespace faultline::app
