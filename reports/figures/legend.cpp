#include "reports/figures/legend.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "reports/figures/figures.h"
#include "reports/figures/plot.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

/// gnuplot's point types in outline; the next number is the same, filled.
constexpr std::array kShapes{6, 4, 8, 12, 10, 14};

constexpr std::size_t kMostColumns = 48;
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
  for (const ChartSeries& named : series) {
    if (named.name.empty()) continue;
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
  legend.height = legend.entries.empty() ? kMargin : down + kLineHeight;
  return legend;
}

std::string Legend::commands(double figure_height) const {
  std::string commands;
  for (const Entry& entry : entries) {
    const std::string point = "left point " + point_style(entry.series.mark, entry.series.colour);
    commands += text_on_figure(entry.left, entry.down, figure_height, "", point);
    commands += text_on_figure(entry.left + kTextOffset, entry.down, figure_height,
                               entry.series.name, "left");
  }
  return commands;
}

}  // namespace faultline::reports
