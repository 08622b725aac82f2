#include "reports/figures/legend.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "reports/figures/figures.h"
#include "reports/figures/gnuplot_text.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

/// gnuplot's point types in outline; the next number is the same, filled.
constexpr std::array kShapes{6, 4, 8, 12, 10, 14};

constexpr std::size_t kMostColumns = 40;
constexpr double kTextOffset = 0.3;
constexpr double kGap = 0.5;

}  // namespace

std::string point_style(const PointMark& mark, const std::string& colour) {
  const int shape = kShapes.at(mark.shape % kShapes.size()) + (mark.is_filled ? 1 : 0);
  return fmt::format("pt {} ps 0.65 lw 1.2 lc rgb '{}'", shape, colour);
}

Legend make_legend(const std::vector<ChartSeries>& series) {
  Legend legend;
  constexpr double kMargin = 0.15;
  double left = kMargin;
  double down = kLineHeight / 2 + kMargin;
  if (series.size() < 2) {
    legend.height = kMargin;
    return legend;
  }
  for (const ChartSeries& named : series) {
    ChartSeries entry = named;
    entry.name = truncate(printable(entry.name), kMostColumns);
    const double width =
        kTextOffset + kColumnWidth * static_cast<double>(display_width(entry.name)) + kGap;
    if (left > kMargin && left + width > kFigureWidth) {
      left = kMargin;
      down += kLineHeight;
    }
    legend.entries.push_back({.series = std::move(entry), .left = left, .down = down});
    left += width;
  }
  legend.height = down + kLineHeight;
  return legend;
}

std::string Legend::commands(double figure_height) const {
  std::string commands;
  for (const Entry& entry : entries) {
    const double y = 1 - entry.down / figure_height;
    commands += fmt::format("set label '' at screen {:.4f}, screen {:.4f} point {}\n",
                            entry.left / kFigureWidth, y,
                            point_style(entry.series.mark, entry.series.colour));
    commands +=
        fmt::format("set label {} at screen {:.4f}, screen {:.4f} left\n",
                    gnuplot_text(entry.series.name), (entry.left + kTextOffset) / kFigureWidth, y);
  }
  return commands;
}

}  // namespace faultline::reports
