#include "reports/figures/outcome_bars.h"

#include <fmt/format.h>

#include "base/text.h"
#include "reports/figures/gnuplot_text.h"
#include "reports/figures/row_chart.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

/// A converter with a kind of model: the column of its shares.
struct Group {
  std::size_t column = 0;
  ChartSeries series;
};

std::vector<Group> groups_of(const Table& table) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].kind != ColumnKind::kShare) continue;
    const std::size_t index = groups.size();
    groups.push_back({.column = i,
                      .series = {.name = table.columns[i].group,
                                 .colour = std::string(series_colour(index)),
                                 .mark = {.shape = index, .is_filled = true}}});
  }
  return groups;
}

std::vector<ChartSeries> series_of(const std::vector<Group>& groups) {
  std::vector<ChartSeries> series;
  series.reserve(groups.size());
  for (const Group& group : groups) series.push_back(group.series);
  return series;
}

/// The powers of ten among the tolerances, as the table writes them.
std::string tolerance_tics(const Table& table) {
  std::vector<std::string> tics;
  for (const Row& row : table.rows) {
    const auto& tolerance = std::get<std::string>(row.values.front());
    if (tolerance.starts_with('1')) {
      tics.push_back(gnuplot_text(tolerance) + " " + tolerance);
    }
  }
  return "set xtics (" + join(tics, ", ") + ")\n";
}

// Centimetres, for the curve.
constexpr double kLeft = 1.3;
constexpr double kRight = 0.5;
constexpr double kCurveHeight = 6;
constexpr double kAxisHeight = 1.2;
constexpr double kPercent = 100;

}  // namespace

std::optional<Figure> outcomes_figure(const TableRequest& request) {
  Figure figure{.id = "outcomes"};
  figure.data = build_table(figure.id, request);
  const std::vector<Group> groups = groups_of(figure.data);
  if (groups.empty() || figure.data.rows.empty()) return std::nullopt;
  figure.caption =
      "What became of converted models, by converter and kind of model, with 95% Wilson intervals.";
  RowChart chart{.series = series_of(groups),
                 .mark = ChartMark::kBar,
                 .axis = "Share of the models of that kind"};
  for (ChartSeries& series : chart.series) series.mark = {.shape = 1, .is_filled = true};
  for (const Row& row : figure.data.rows) {
    ChartRow outcome{.label = std::get<std::string>(row.values.front())};
    bool has_shares = false;
    for (const Group& group : groups) {
      const auto* share = std::get_if<Estimate>(&row.values.at(group.column));
      outcome.values.push_back(share == nullptr ? std::nullopt : std::optional(*share));
      has_shares = has_shares || share != nullptr;
    }
    // The first row counts all models.
    if (has_shares) chart.rows.push_back(std::move(outcome));
  }
  Plot plot = plot_rows(chart);
  figure.plot = std::move(plot.commands);
  figure.height = plot.height;
  return figure;
}

std::optional<Figure> tolerances_figure(const TableRequest& request) {
  Figure figure{.id = "outcome-tolerances"};
  figure.data = build_table(figure.id, request);
  const std::vector<Group> groups = groups_of(figure.data);
  if (groups.empty() || figure.data.rows.empty()) return std::nullopt;
  figure.caption =
      "Share of the compared models whose outputs differ by more than a tolerance, with 95% Wilson "
      "intervals.";
  const Legend legend = make_legend(series_of(groups));
  const double height = legend.height + kCurveHeight + kAxisHeight;
  const double width = kFigureWidth - kLeft - kRight;
  figure.height = height;
  figure.plot =
      legend.commands(height) +
      axes_around({.left = kLeft, .top = legend.height, .width = width, .height = kCurveHeight},
                  height);
  figure.plot +=
      "set logscale x\nset format y '%g%%'\nset grid xtics ytics\n"
      "set yrange [0:100]\n";
  figure.plot += text_on_figure(kLeft + width / 2, height - kLineHeight * 0.6, height,
                                "Tolerance (logarithmic)", "center");
  figure.plot += tolerance_tics(figure.data);
  std::vector<std::string> bands;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    figure.plot += fmt::format("$group{} << EOD\n", i);
    for (const Row& row : figure.data.rows) {
      const auto* share = std::get_if<Estimate>(&row.values.at(groups[i].column));
      if (share == nullptr) continue;
      figure.plot +=
          fmt::format("{} {:.6g} {:.6g} {:.6g}\n", std::get<std::string>(row.values.front()),
                      share->value * kPercent, share->low * kPercent, share->high * kPercent);
    }
    figure.plot += "EOD\n";
    bands.push_back(
        fmt::format("$group{} using 1:3:4 with filledcurves fs transparent solid 0.2 lc rgb '{}'",
                    i, groups[i].series.colour));
    lines.push_back(fmt::format("$group{} using 1:2 with linespoints lt 1 {}", i,
                                point_style(groups[i].series.mark, groups[i].series.colour)));
  }
  figure.plot += "plot " + join(bands, ", ") + ", " + join(lines, ", ") + "\n";
  return figure;
}

}  // namespace faultline::reports
