#pragma once

#include <string>
#include <string_view>

namespace faultline::reports {

/// What is drawn, and how much room it takes.
struct Plot {
  std::string commands;
  double height = 0;  ///< in centimetres
};

/// gnuplot commands after which the axes are the figure itself in centimetres, from its left and
/// from its top, and are not shown.
[[nodiscard]] std::string centimetre_axes(double height);

/// A line of text of any origin there.
/// @param how  "left", "center tc rgb '#FFFFFF'", ...
[[nodiscard]] std::string text_at(double left, double down, std::string_view text,
                                  std::string_view how);

}  // namespace faultline::reports
