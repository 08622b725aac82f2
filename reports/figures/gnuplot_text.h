#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::reports {

/// A text of any origin as a gnuplot string that evaluates to it and runs none of it: every byte
/// that is no letter, digit or harmless sign is written by its number, so that gnuplot finds no
/// quote, macro, command in backquotes or end of line. Control characters do not stay (see
/// printable()).
[[nodiscard]] std::string gnuplot_text(std::string_view text);

/// gnuplot commands in which characters that the PDF's font lacks (see pdf_terminal()) are squares:
/// pango would take another font, or none, by what is installed. The font has the letters of
/// Europe, the signs of mathematics and arrows.
/// @param commands  with texts as gnuplot_text() writes them
[[nodiscard]] std::string with_known_characters(std::string_view commands);

/// A text of any origin broken at its spaces into lines of so many columns; where it needs more
/// lines, or a word more columns, the line is cut and ends in an ellipsis. At least one line.
[[nodiscard]] std::vector<std::string> break_lines(std::string_view text, std::size_t columns,
                                                   std::size_t most_lines);

}  // namespace faultline::reports
