#include "reports/figures/operator_changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "reports/figures/gnuplot_text.h"
#include "reports/figures/legend.h"
#include "reports/figures/plot.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

// Centimetres.
constexpr double kLeft = 1;
constexpr double kRight = 0.2;
constexpr double kNameHeight = 0.8;
constexpr double kPanelHeight = 3.4;
constexpr double kDatesHeight = 2.1;

/// A history of operators: which columns of the table are its own.
struct History {
  std::string name;
  std::vector<std::size_t> columns;
};

std::vector<History> histories_of(const Table& table) {
  std::vector<History> histories;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& name = table.columns[i].group;
    if (name.empty()) continue;
    if (histories.empty() || histories.back().name != name) {
      histories.push_back({.name = name, .columns = {}});
    }
    histories.back().columns.push_back(i);
  }
  return histories;
}

std::int64_t count_in(const Value& value) {
  const auto* count = std::get_if<std::int64_t>(&value);
  return count == nullptr ? 0 : *count;
}

/// The legend's series are the kinds of change, which all histories share.
std::vector<ChartSeries> kinds_of(const Table& table, const History& history) {
  std::vector<ChartSeries> kinds;
  for (std::size_t i = 0; i < history.columns.size(); ++i) {
    kinds.push_back({.name = table.columns[history.columns[i]].label,
                     .colour = std::string(series_colour(i)),
                     .mark = {.shape = 1, .is_filled = true}});
  }
  return kinds;
}

/// Bars upon each other: the datablock $panelN of x, low and high, a part for each kind.
std::string bars(const Table& table, const History& history, std::size_t kind) {
  std::string block;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::int64_t low = 0;
    for (std::size_t below = 0; below < kind; ++below) {
      low += count_in(table.rows[row].values[history.columns[below]]);
    }
    const std::int64_t high = low + count_in(table.rows[row].values[history.columns[kind]]);
    if (high > low) block += fmt::format("{} {} {}\n", row, low, high);
  }
  return block;
}

std::int64_t greatest_sum(const Table& table, const std::vector<History>& histories) {
  std::int64_t greatest = 1;
  for (const Row& row : table.rows) {
    for (const History& history : histories) {
      std::int64_t sum = 0;
      for (const std::size_t column : history.columns) sum += count_in(row.values[column]);
      greatest = std::max(greatest, sum);
    }
  }
  return greatest;
}

std::string date_tics(const Table& table) {
  std::vector<std::string> tics;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    tics.push_back(fmt::format(
        "{} {}", gnuplot_text(truncate(std::get<std::string>(table.rows[row].values[0]), 12)),
        row));
  }
  return "set xtics nomirror scale 0 rotate by 90 right (" + join(tics, ", ") + ")\n";
}

}  // namespace

std::optional<Figure> operator_changes_figure(const TableRequest& request) {
  Figure figure{.id = "opset-releases"};
  figure.data = build_table(figure.id, request);
  const std::vector<History> histories = histories_of(figure.data);
  if (histories.empty() || figure.data.rows.empty()) return std::nullopt;
  figure.caption =
      "Operators that each release of ONNX added, updated and deprecated, by the day of its "
      "release.";

  const std::vector<ChartSeries> kinds = kinds_of(figure.data, histories.front());
  const Legend legend = make_legend(kinds);
  figure.height = legend.height + kDatesHeight +
                  (kNameHeight + kPanelHeight) * static_cast<double>(histories.size());
  figure.plot = "set multiplot\n" + legend.commands(figure.height);
  figure.plot += fmt::format("set xrange [-0.6:{:.1f}]\nset yrange [0:{:.1f}]\n",
                             static_cast<double>(figure.data.rows.size()) - 0.4,
                             static_cast<double>(greatest_sum(figure.data, histories)) * 1.05);
  figure.plot += "set grid noxtics ytics\nunset xtics\n";
  double top = legend.height;
  for (std::size_t i = 0; i < histories.size(); ++i) {
    figure.plot += text_on_figure(kLeft, top + kNameHeight * 0.55, figure.height,
                                  histories[i].name + ": operators changed", "left");
    top += kNameHeight;
    figure.plot += axes_around(
        {.left = kLeft, .top = top, .width = kFigureWidth - kLeft - kRight, .height = kPanelHeight},
        figure.height);
    if (i + 1 == histories.size()) figure.plot += date_tics(figure.data);
    std::vector<std::string> plots;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      const std::string rows = bars(figure.data, histories[i], kind);
      if (rows.empty()) continue;
      figure.plot += fmt::format("$kind{} << EOD\n{}EOD\n", kind, rows);
      plots.push_back(
          fmt::format("$kind{} using 1:2:($1-0.36):($1+0.36):2:3 with boxxyerror lc rgb '{}'", kind,
                      kinds[kind].colour));
    }
    plots.emplace_back("NaN");
    figure.plot += "plot " + join(plots, ", ") + "\nunset label\n";
    top += kPanelHeight;
  }
  figure.plot += "unset multiplot\n";
  return figure;
}

}  // namespace faultline::reports
