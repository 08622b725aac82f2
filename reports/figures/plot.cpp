#include "reports/figures/plot.h"

#include <fmt/format.h>

#include "reports/figures/figures.h"
#include "reports/figures/gnuplot_text.h"

namespace faultline::reports {

std::string centimetre_axes(double height) {
  return fmt::format(
      "set lmargin at screen 0\nset rmargin at screen 1\n"
      "set tmargin at screen 1\nset bmargin at screen 0\n"
      "set xrange [0:{:g}]\nset yrange [{:.3f}:0]\nunset xtics\nunset ytics\n",
      kFigureWidth, height);
}

std::string text_at(double left, double down, std::string_view text, std::string_view how) {
  return fmt::format("set label {} at first {:.3f}, first {:.3f} {}\n", gnuplot_text(text), left,
                     down, how);
}

}  // namespace faultline::reports
