#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/table.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// Figures of a study: computed once as a table and the gnuplot commands that draw it, then drawn
/// as SVG for the web and as PDF for LaTeX, in one style (see style.h).

/// How wide every figure is, in centimetres: the text of an A4 page.
inline constexpr double kFigureWidth = 16;

struct Figure {
  std::string id;            ///< also the name of its files: "stage"
  std::string caption = {};  ///< one or two sentences of plain text; figures have no title inside
  Table data = {};           ///< what is drawn; written as CSV beside the figure
  /// gnuplot commands with the data inline, without terminal and output. Texts of any origin stand
  /// in them only as gnuplot_text() writes them.
  std::string plot = {};
  double height = 7;  ///< in centimetres
};

/// One figure that the program can make.
struct FigureKind {
  std::string_view id;
  std::string_view about;  ///< one line for a list of figures
  /// No value where the study has no data for it.
  std::optional<Figure> (*build)(const TableRequest& request);
};

/// All of them, in the order of a report.
[[nodiscard]] const std::vector<FigureKind>& figure_kinds();

/// The figures that a study has data for, in the order of a report.
[[nodiscard]] std::vector<Figure> build_figures(const TableRequest& request);

enum class FigureFormat { kSvg, kPdf };

/// Draws figures with one run of gnuplot; the same figures give the same bytes.
///
/// - SVG: an element `<svg>` that can stand in a page or in a file of its own. Text and axes have
///   the page's colour (currentColor), nothing is drawn behind them, no id clashes with another
///   figure's, and there is neither script nor style in it (see portable_svg()).
/// - PDF: one page of the figure's size, fonts embedded, without date and producer.
///
/// @return a file's content for each figure
/// @throws Error (failure) where gnuplot is not installed, saying which package has it, or where it
///         fails
[[nodiscard]] std::vector<std::string> draw(const std::vector<Figure>& figures,
                                            FigureFormat format);

}  // namespace faultline::reports
