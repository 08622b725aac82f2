#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::reports {

/// A text of any origin as a gnuplot expression that evaluates to it and runs none of it: in single
/// quotes, within which gnuplot knows neither escapes nor macros nor commands in backquotes, and
/// without control characters, so that it cannot end its line.
[[nodiscard]] std::string gnuplot_text(std::string_view text);

/// A text of any origin broken at its spaces into lines of so many columns; where it needs more
/// lines, or a word more columns, the line is cut and ends in an ellipsis. At least one line.
[[nodiscard]] std::vector<std::string> break_lines(std::string_view text, std::size_t columns,
                                                   std::size_t most_lines);

}  // namespace faultline::reports
