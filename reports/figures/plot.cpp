#include "reports/figures/plot.h"

#include <fmt/format.h>

#include "reports/figures/figures.h"
#include "reports/figures/gnuplot_text.h"

namespace faultline::reports {

std::string axes_around(const Area& area, double figure_height) {
  return fmt::format(
      "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\n"
      "set tmargin at screen {:.4f}\nset bmargin at screen {:.4f}\n",
      area.left / kFigureWidth, (area.left + area.width) / kFigureWidth,
      1 - area.top / figure_height, 1 - (area.top + area.height) / figure_height);
}

std::string centimetre_axes(double figure_height) {
  return axes_around({.left = 0, .top = 0, .width = kFigureWidth, .height = figure_height},
                     figure_height) +
         fmt::format("set xrange [0:{:g}]\nset yrange [{:.3f}:0]\nunset xtics\nunset ytics\n",
                     kFigureWidth, figure_height);
}

std::string text_at(double left, double down, std::string_view text, std::string_view how) {
  return fmt::format("set label {} at first {:.3f}, first {:.3f} {}\n", gnuplot_text(text), left,
                     down, how);
}

std::string text_on_figure(double left, double down, double figure_height, std::string_view text,
                           std::string_view how) {
  return fmt::format("set label {} at screen {:.4f}, screen {:.4f} {}\n", gnuplot_text(text),
                     left / kFigureWidth, 1 - down / figure_height, how);
}

}  // namespace faultline::reports
