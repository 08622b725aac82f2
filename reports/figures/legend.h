#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace faultline::reports {

/// How a series' points look: the shape differs by series as the colour does, so that neither is
/// needed to tell them apart.
struct PointMark {
  std::size_t shape = 0;
  bool is_filled = true;
};

/// One series of a figure, as its legend names it.
struct ChartSeries {
  std::string name;
  std::string colour;
  PointMark mark = {};
};

/// The gnuplot style of a series' points and their lines: "pt 7 ps 0.7 lw 1.2 lc rgb '#0072B2'".
[[nodiscard]] std::string point_style(const PointMark& mark, const std::string& colour);

/// The names of the series above a figure, from left to right, in as many lines as they need.
/// gnuplot's own key is not used, since its room depends on the format's fonts.
struct Legend {
  struct Entry {
    ChartSeries series;
    double left = 0;  ///< centimetres from the figure's left
    double down = 0;  ///< and from its top
  };
  std::vector<Entry> entries;
  double height = 0;  ///< centimetres; little where no series has a name

  /// gnuplot commands that draw it in a figure of that height.
  [[nodiscard]] std::string commands(double figure_height) const;
};

[[nodiscard]] Legend make_legend(const std::vector<ChartSeries>& series);

}  // namespace faultline::reports
