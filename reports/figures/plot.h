#pragma once

#include <string>
#include <string_view>

namespace faultline::reports {

/// What is drawn, and how much room it takes.
struct Plot {
  std::string commands;
  double height = 0;  ///< in centimetres
};

/// A rectangle of a figure, in centimetres from its left and from its top.
struct Area {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

/// gnuplot commands after which the axes enclose that area. Their labels stand outside it: gnuplot
/// would make room for them by the widths of a font, which differ by format.
[[nodiscard]] std::string axes_around(const Area& area, double figure_height);

/// gnuplot commands after which the axes are the figure itself in centimetres, from its left and
/// from its top, and are not shown.
[[nodiscard]] std::string centimetre_axes(double figure_height);

/// A line of text of any origin on centimetre axes.
/// @param how  "left", "center tc rgb '#FFFFFF'", ...
[[nodiscard]] std::string text_at(double left, double down, std::string_view text,
                                  std::string_view how);

/// A line of text of any origin at a place of the figure, whatever the axes are.
[[nodiscard]] std::string text_on_figure(double left, double down, double figure_height,
                                         std::string_view text, std::string_view how);

}  // namespace faultline::reports
