#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace faultline::reports {

/// The look of all figures. Colours are those of Okabe and Ito, which people with any kind of
/// colour blindness tell apart, without black and yellow: the ones left are seen on white and on a
/// dark page. Black stands for the page's text colour (see portable_svg()), grey is translucent.
/// Source: Okabe and Ito 2008, Color Universal Design.

/// The colour of the n-th series, from 0; they repeat after the sixth.
[[nodiscard]] std::string_view series_colour(std::size_t series);

/// The colour of a cell of a heat map, and that of the number that stands in it: from nearly white
/// to dark blue, darker throughout, with numbers that have a contrast of 4.5 and more.
/// @param share  of the greatest value, between 0 and 1
struct CellColours {
  std::string fill;
  std::string text;
};
[[nodiscard]] CellColours cell_colours(double share);

/// Lines that say nothing themselves: grids, rules.
inline constexpr std::string_view kQuietLine = "lt 1 lw 0.6 lc rgb '#90808080'";

/// gnuplot commands that stand before each figure's own.
[[nodiscard]] std::string style_commands();

/// Height of a line of text, in centimetres, and width of one column of it: wider than most
/// characters are, since figures are also shown in fonts that are not known.
inline constexpr double kLineHeight = 0.42;
inline constexpr double kColumnWidth = 0.18;

/// "set terminal ..." for a format.
[[nodiscard]] std::string svg_terminal(double height);
[[nodiscard]] std::string pdf_terminal(double height);

}  // namespace faultline::reports
