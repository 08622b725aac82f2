#include "reports/figures/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/figures/figures.h"

namespace faultline::reports {

namespace {

constexpr std::array<std::string_view, 6> kSeries{"#0072B2", "#D55E00", "#009E73",
                                                  "#CC79A7", "#E69F00", "#56B4E9"};

struct Rgb {
  double red;
  double green;
  double blue;
};

constexpr Rgb kPalest{240, 245, 250};
constexpr Rgb kMiddle{86, 160, 211};
constexpr Rgb kDarkest{0, 58, 102};

Rgb between(const Rgb& from, const Rgb& to, double part) {
  const auto mix = [part](double a, double b) { return a + (b - a) * part; };
  return {mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue)};
}

/// Units of gnuplot's SVG for a centimetre, so that its text of 12 units is 8.5 points high.
constexpr double kUnitsPerCentimetre = 40;

}  // namespace

std::string_view series_colour(std::size_t series) { return kSeries.at(series % kSeries.size()); }

CellColours cell_colours(double share) {
  const double part = std::clamp(share, 0.0, 1.0);
  const Rgb colour =
      part < 0.5 ? between(kPalest, kMiddle, part * 2) : between(kMiddle, kDarkest, part * 2 - 1);
  constexpr double kDarkFrom = 0.62;
  return {.fill = fmt::format("#{:02X}{:02X}{:02X}", std::lround(colour.red),
                              std::lround(colour.green), std::lround(colour.blue)),
          .text = part < kDarkFrom ? "#1A1A1A" : "#FFFFFF"};
}

std::string style_commands() {
  return fmt::format(
      "reset\n"
      "set encoding utf8\n"
      "unset key\n"
      "set border 0\n"
      "set tics nomirror scale 0\n"
      "set grid noxtics noytics {0}, {0}\n"
      "set style fill solid 1.0 noborder\n"
      "set errorbars small\n",
      kQuietLine);
}

std::string svg_terminal(double height) {
  return fmt::format(
      "set terminal svg size {:.0f},{:.0f} dynamic noenhanced font 'sans-serif,12' butt",
      kFigureWidth * kUnitsPerCentimetre, height * kUnitsPerCentimetre);
}

std::string pdf_terminal(double height) {
  return fmt::format(
      "set terminal pdfcairo size {}cm,{:.2f}cm noenhanced font 'DejaVu Sans,8.5' fontscale 0.75",
      kFigureWidth, height);
}

}  // namespace faultline::reports
