#include "reports/escape_latex.h"

#include <doctest/doctest.h>

namespace faultline::reports {

TEST_CASE("TeX's special characters are printed and do nothing") {
  CHECK(escape_latex(R"(\write18{x})") == R"(\textbackslash{}write18\{x\})");
  CHECK(escape_latex("50% of $5 & #1_a") == R"(50\% of \$5 \& \#1\_a)");
  CHECK(escape_latex("^^5cx ~") == R"(\textasciicircum{}\textasciicircum{}5cx \textasciitilde{})");
  CHECK(escape_latex("<a|b>") == R"(\textless{}a\textbar{}b\textgreater{})");
  CHECK(escape_latex("say \"x\" `y`") ==
        R"(say {\char34}x{\char34} \textasciigrave{}y\textasciigrave{})");
}

TEST_CASE("characters that TeX would join are kept apart") {
  CHECK(escape_latex("--opset ''") == "-{}-opset '{}'");
  CHECK(escape_latex("---") == "-{}-{}-");
  CHECK(escape_latex("a,,b") == "a,{},b");
}

TEST_CASE("a bracket or star that begins a cell is no option of the line before") {
  CHECK(escape_latex("  [3cm] x [y]") == "{[}3cm] x [y]");
  CHECK(escape_latex("*a*") == "{*}a*");
}

TEST_CASE("a text is one line without space at its ends") {
  CHECK(escape_latex(" a\n\nb\tc ") == "a  b c");
}

TEST_CASE("letters of Europe stay and signs of statistics become mathematics") {
  CHECK(escape_latex("M\xC3\xBCller, \xC5\x81ukasz, Cram\xC3\xA9r") ==
        "M\xC3\xBCller, \xC5\x81ukasz, Cram\xC3\xA9r");
  CHECK(escape_latex("\xCE\xBA \xE2\x89\xA5 \xE2\x88\x92"
                     "1") == R"($\kappa$ $\geq$ $-$1)");
}

TEST_CASE("what pdfLaTeX cannot set is shown by its code point") {
  CHECK(escape_latex("\xF0\x9F\x98\x80") == "{[U+1F600]}");
  CHECK(escape_latex("e\xCC\x81") == "e[U+0301]");
  CHECK(escape_latex("\xE5\xBD\xA2") == "{[U+5F62]}");
  CHECK(escape_latex("\xE2\x80\xAEx") == "{[U+202E]}x");
  CHECK(escape_latex("\x1b[0m") == "{[U+001B]}[0m");
  CHECK(escape_latex("\xC4\xA7\xFF") == "{[U+0127]}[U+FFFD]");
}

}  // namespace faultline::reports
