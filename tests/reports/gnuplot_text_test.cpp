#include "reports/figures/gnuplot_text.h"

#include <doctest/doctest.h>

namespace faultline::reports {

TEST_CASE("a text for gnuplot holds nothing that gnuplot could take for more") {
  CHECK(gnuplot_text("torch.onnx (100)") == "\"torch.onnx (100)\"");
  CHECK(gnuplot_text("it's") == "\"it\\047s\"");
  CHECK(gnuplot_text("`id` \"@x\" \\1") == "\"\\140id\\140 \\042\\100x\\042 \\1341\"");
  CHECK(gnuplot_text("\u03C1") == "\"\\317\\201\"");
}

TEST_CASE("a text for gnuplot stays on its line") {
  CHECK(gnuplot_text("a\n!b") == "\"a \\041b\"");
  CHECK(gnuplot_text(std::string_view("\0", 1)) == "\"\\357\\277\\275\"");
}

TEST_CASE("characters that the PDF's font lacks are squares there") {
  const std::string square = gnuplot_text("\u25A1");

  CHECK(with_known_characters(gnuplot_text("\u8F6C")) == square);
  CHECK(with_known_characters(gnuplot_text("\U0001F600")) == square);
  CHECK(with_known_characters(gnuplot_text("x\u8F6C'\u0441\u03C1")) ==
        gnuplot_text("x\u25A1'\u0441\u03C1"));
  CHECK(with_known_characters("plot \"\\\" \\34") == "plot \"\\\" \\34");
}

TEST_CASE("a label is broken at its spaces and cut where it is too long") {
  using Lines = std::vector<std::string>;

  CHECK(break_lines("one two three", 20, 3) == Lines{"one two three"});
  CHECK(break_lines("one two three", 7, 3) == Lines{"one two", "three"});
  CHECK(break_lines("one two three", 7, 1) == Lines{"one tw\u2026"});
  CHECK(break_lines("incomprehensibility of it", 8, 3) == Lines{"incompr\u2026", "of it"});
  CHECK(break_lines("", 8, 3) == Lines{""});
}

}  // namespace faultline::reports
