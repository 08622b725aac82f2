#include "reports/figures/funnel.h"

#include "reports/figures/row_chart.h"
#include "reports/figures/style.h"

namespace faultline::reports {

std::optional<Figure> funnel_figure(const TableRequest& request) {
  Figure figure{.id = "funnel"};
  figure.data = build_table(figure.id, request);
  RowChart chart{.axis = "Issues (logarithmic)", .unit = ChartUnit::kLogCount};
  for (std::size_t i = 2; i < figure.data.columns.size(); ++i) {
    chart.series.push_back({.name = figure.data.columns[i].label,
                            .colour = std::string(series_colour(i - 2)),
                            .mark = {.shape = i - 2, .is_filled = true}});
  }
  bool has_counts = false;
  for (const Row& row : figure.data.rows) {
    ChartRow& step = chart.rows.emplace_back();
    step.label = std::get<std::string>(row.values.at(1));
    for (std::size_t i = 2; i < row.values.size(); ++i) {
      const auto* count = std::get_if<std::int64_t>(&row.values[i]);
      step.values.emplace_back();
      if (count == nullptr) continue;
      has_counts = true;
      const auto number = static_cast<double>(*count);
      step.values.back() = Estimate{.value = number, .low = number, .high = number};
    }
  }
  if (!has_counts) return std::nullopt;
  figure.caption =
      "Issues left after each step, from the closed issues of the repositories to the sample, on a "
      "logarithmic scale.";
  Plot plot = plot_rows(chart);
  figure.plot = std::move(plot.commands);
  figure.height = plot.height;
  return figure;
}

}  // namespace faultline::reports
