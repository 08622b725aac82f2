#include "reports/figures/portable_svg.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace faultline::reports {

namespace {

constexpr const char* kDrawn = R"svg(<?xml version="1.0" encoding="utf-8"  standalone="no"?>
<svg viewBox="0 0 640 300" xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<title>Gnuplot</title>
<desc>Produced by GNUPLOT 5.4 patchlevel 4 </desc>
<g id="gnuplot_canvas">
<rect x="0" y="0" width="640" height="300" fill="none"/>
<defs>
  <circle id='gpPt5' r='1'/>
  <use xlink:href='#gpPt5' id='gpPt6'/>
  <circle id='gpPt7' r='1'/>
  <filter id='textbox'/>
</defs>
<g fill="none" color="white" stroke="currentColor">
</g>
<g id="gnuplot_plot_1" ><title>gnuplot_plot_1</title>
<g fill="none" color="black" stroke="currentColor"><path stroke='black' d='M1,1'/>
<g fill="rgb(  0, 114, 178)"><text>a &lt;b&gt;</text></g>
<use xlink:href='#gpPt6' color='rgb(  0, 114, 178)'/></g>
</g></g></svg>)svg";

}  // namespace

TEST_CASE("an SVG of gnuplot is made fit for a page") {
  CHECK(
      portable_svg(kDrawn, "stage", "Shares of \"stages\"") ==
      "<svg viewBox=\"0 0 640 300\" xmlns=\"http://www.w3.org/2000/svg\" "
      "xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" "
      "aria-label=\"Shares of &quot;stages&quot;\"><g><defs>"
      "<circle id=\"figure-stage-gpPt5\" r=\"1\"/>"
      "<use xlink:href=\"#figure-stage-gpPt5\" id=\"figure-stage-gpPt6\"/></defs>"
      "<g><g fill=\"none\" stroke=\"currentColor\"><path stroke=\"currentColor\" d=\"M1,1\"/>"
      "<g fill=\"rgb(  0, 114, 178)\"><text>a &lt;b&gt;</text></g>"
      "<use xlink:href=\"#figure-stage-gpPt6\" color=\"rgb(  0, 114, 178)\"/></g></g></g></svg>\n");
}

TEST_CASE("what is no SVG is not taken for one") {
  CHECK_THROWS_AS((void)portable_svg("<svg", "stage", ""), Error);
  CHECK_THROWS_AS((void)portable_svg("<html/>", "stage", ""), Error);
}

}  // namespace faultline::reports
