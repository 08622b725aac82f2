#pragma once

#include <string>
#include <string_view>

namespace faultline::reports {

/// Text of any origin, written so that LaTeX prints it and runs none of it: for running text, table
/// cells and arguments in braces, under pdfLaTeX (2020 or newer, with T1 fonts) as well as LuaLaTeX
/// and XeLaTeX.
///
/// - TeX's special characters become commands; ligatures such as "--" are kept apart; a "[" or "*"
/// at
///   the beginning stands in braces, since after the end of a table row it would be an option.
/// - The text is one line: line breaks and tabs become spaces, space at the ends goes.
/// - Letters of the languages of Europe stay, as do the signs and Greek letters of statistics.
/// - What pdfLaTeX cannot set (emoji, other scripts, combining marks, control characters, broken
///   UTF-8) is shown by its code point: "[U+1F600]".
[[nodiscard]] std::string escape_latex(std::string_view text);

}  // namespace faultline::reports
