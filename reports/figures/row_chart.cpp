#include "reports/figures/row_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "reports/figures/figures.h"
#include "reports/figures/gnuplot_text.h"
#include "reports/figures/legend.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

// Centimetres.
constexpr double kLabelsWidth = 6.2;
constexpr double kIndent = 0.4;
constexpr double kRowGap = 0.1;
constexpr double kSeriesGap = 0.04;  // for each series, so that many stay together
constexpr double kRightMargin = 0.5;
constexpr double kAxisHeight = 1.2;
/// Columns of text that fit the labels' width, and the figure's.
constexpr std::size_t kLabelColumns = 34;
constexpr std::size_t kHeadingColumns = 86;
constexpr std::size_t kMostLines = 4;

constexpr double kPercent = 100;

double series_height(const RowChart& chart) {
  // Numbers beside the marks need a line of text each.
  constexpr double kMarkHeight = 0.3;
  return chart.unit == ChartUnit::kLogCount ? kLineHeight : kMarkHeight;
}

/// Where a row stands; y grows downwards from the top of the rows.
struct Band {
  std::vector<std::string> lines;
  double top = 0;
  double height = 0;

  [[nodiscard]] double middle() const { return top + height / 2; }
};

bool is_heading(const ChartRow& row) { return row.values.empty(); }

std::vector<Band> stack(const RowChart& chart) {
  std::vector<Band> bands;
  double top = 0;
  for (const ChartRow& row : chart.rows) {
    const std::size_t columns =
        is_heading(row) ? kHeadingColumns : kLabelColumns - static_cast<std::size_t>(row.level) * 2;
    Band band{.lines = break_lines(row.label, columns, kMostLines), .top = top, .height = 0};
    const double text = kLineHeight * static_cast<double>(band.lines.size());
    const double marks = series_height(chart) * static_cast<double>(chart.series.size());
    band.height = (is_heading(row) ? text : std::max(text, marks)) + kRowGap +
                  kSeriesGap * static_cast<double>(chart.series.size());
    if (is_heading(row) && !bands.empty()) {
      // A heading belongs to what follows.
      constexpr double kAboveHeading = 0.25;
      band.top += kAboveHeading;
    }
    top = band.top + band.height;
    bands.push_back(std::move(band));
  }
  return bands;
}

double greatest_value(const RowChart& chart) {
  double greatest = 0;
  for (const ChartRow& row : chart.rows) {
    for (const auto& value : row.values) {
      if (value) greatest = std::max({greatest, value->value, value->high});
    }
  }
  return greatest;
}

/// Where a logarithmic axis begins, and zeros stand.
constexpr double kLogBegin = 0.7;

std::string axis_commands(const RowChart& chart) {
  if (chart.unit == ChartUnit::kLogCount) {
    // Room for the number beside the greatest.
    constexpr double kRoom = 6;
    return fmt::format("set logscale x\nset xrange [{}:{:g}]\nset format x '%g'\n", kLogBegin,
                       std::max(greatest_value(chart), 1.0) * kRoom);
  }
  // To the next ten percent above all intervals.
  constexpr double kStep = 10;
  constexpr double kSlack = 1e-9;
  const double end = std::ceil(greatest_value(chart) * kPercent / kStep - kSlack) * kStep;
  return fmt::format("set xrange [0:{:g}]\nset format x '%g%%'\n",
                     std::clamp(end, kStep, kPercent));
}

std::string label_commands(const ChartRow& row, const Band& band) {
  std::string commands;
  const double first =
      band.middle() - kLineHeight * (static_cast<double>(band.lines.size()) - 1) / 2;
  for (std::size_t i = 0; i < band.lines.size(); ++i) {
    commands += fmt::format("set label {} at screen {:.4f}, first {:.3f} left\n",
                            gnuplot_text(band.lines[i]), kIndent * row.level / kFigureWidth,
                            first + kLineHeight * static_cast<double>(i));
  }
  if (!is_heading(row)) {
    commands += fmt::format(
        "set arrow from graph 0, first {0:.3f} to graph 1, first {0:.3f} nohead back {1}\n",
        band.middle(), kQuietLine);
  }
  return commands;
}

/// A series' marks as the datablock $seriesN: x, y, low, high; and the numbers beside them.
std::string series_data(const RowChart& chart, const std::vector<Band>& bands, std::size_t series) {
  std::string labels;
  std::string block = fmt::format("$series{} << EOD\n", series);
  const double offset = series_height(chart) * (static_cast<double>(series) -
                                                (static_cast<double>(chart.series.size()) - 1) / 2);
  const bool is_log = chart.unit == ChartUnit::kLogCount;
  const auto place = [is_log](double value) {
    return is_log ? std::max(value, kLogBegin) : value * kPercent;
  };
  for (std::size_t row = 0; row < chart.rows.size(); ++row) {
    if (is_heading(chart.rows[row])) continue;
    const std::optional<Estimate>& value = chart.rows[row].values.at(series);
    if (!value) continue;
    const double y = bands[row].middle() + offset;
    block += fmt::format("{:.9g} {:.3f} {:.9g} {:.9g}\n", place(value->value), y, place(value->low),
                         place(value->high));
    if (is_log) {
      labels +=
          fmt::format("set label '{:.0f}' at first {:.9g}, first {:.3f} left offset char 1,0\n",
                      value->value, place(value->value), y);
    }
  }
  return labels + block + "EOD\n";
}

std::string series_command(const RowChart& chart, std::size_t index) {
  const ChartSeries& series = chart.series[index];
  const std::string block = fmt::format("$series{}", index);
  if (chart.mark == ChartMark::kPoint) {
    return fmt::format("{} using 1:2:3:4 with xerrorbars {}", block,
                       point_style(series.mark, series.colour));
  }
  const double bar_height = series_height(chart) * 0.8;
  return fmt::format(
      "{0} using 1:2:(0):1:($2-{1:.3f}):($2+{1:.3f}) with boxxyerror fs solid 0.6 noborder lc "
      "rgb '{2}', {0} using 1:2:3:4 with xerrorbars pt 7 ps 0 lw 1.1 lc rgb 'black'",
      block, bar_height / 2, series.colour);
}

}  // namespace

Plot plot_rows(const RowChart& chart) {
  const std::vector<Band> bands = stack(chart);
  const double rows_height = bands.empty() ? 0 : bands.back().top + bands.back().height;
  const Legend legend = make_legend(chart.series);
  Plot plot{.commands = {}, .height = legend.height + rows_height + kAxisHeight};

  plot.commands += axes_around({.left = kLabelsWidth,
                                .top = legend.height,
                                .width = kFigureWidth - kLabelsWidth - kRightMargin,
                                .height = rows_height},
                               plot.height);
  plot.commands += fmt::format("set yrange [{:.3f}:0]\nunset ytics\nset grid xtics\n", rows_height);
  plot.commands += axis_commands(chart);
  plot.commands +=
      text_on_figure(kLabelsWidth + (kFigureWidth - kLabelsWidth - kRightMargin) / 2,
                     plot.height - kLineHeight * 0.6, plot.height, chart.axis, "center");
  plot.commands += legend.commands(plot.height);
  for (std::size_t row = 0; row < bands.size(); ++row) {
    plot.commands += label_commands(chart.rows[row], bands[row]);
  }
  std::vector<std::string> commands;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    plot.commands += series_data(chart, bands, i);
    commands.push_back(series_command(chart, i));
  }
  plot.commands += "plot " + join(commands, ", ") + "\n";
  return plot;
}

}  // namespace faultline::reports
