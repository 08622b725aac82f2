#include "reports/figures/survey_bars.h"

#include <fmt/format.h>

#include "base/text.h"
#include "reports/figures/row_chart.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

/// The columns of shares that are drawn: those of the waves, where there are several.
std::vector<std::size_t> share_columns(const Table& table) {
  std::vector<std::size_t> all;
  std::vector<std::size_t> of_waves;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& id = table.columns[i].id;
    if (id == "share") all.push_back(i);
    if (id.starts_with("wave-") && id.ends_with(".share")) of_waves.push_back(i);
  }
  return of_waves.empty() ? all : of_waves;
}

std::optional<Estimate> estimate_in(const Value& value) {
  const auto* estimate = std::get_if<Estimate>(&value);
  return estimate == nullptr ? std::nullopt : std::optional(*estimate);
}

std::string heading(const Row& row) {
  constexpr std::size_t kName = 1;
  constexpr std::size_t kCount = 2;
  return fmt::format("{} (n = {})", std::get<std::string>(row.values[kName]),
                     std::get<std::int64_t>(row.values[kCount]));
}

}  // namespace

std::optional<Figure> survey_figure(const TableRequest& request, const std::string& table_id) {
  Figure figure{.id = table_id};
  figure.data = build_table(table_id, request);
  const Table& table = figure.data;
  RowChart chart{.mark = ChartMark::kBar, .axis = "Share of those who answered"};
  const std::vector<std::size_t> columns = share_columns(table);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    chart.series.push_back({.name = table.columns[columns[i]].group,
                            .colour = std::string(series_colour(i)),
                            .mark = {.shape = 1, .is_filled = true}});
  }
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    if (row.level == 0) {
      const bool has_options = i + 1 < table.rows.size() && table.rows[i + 1].level > 0;
      if (has_options) chart.rows.push_back({.label = heading(row)});
      continue;
    }
    ChartRow& option = chart.rows.emplace_back();
    option.label = std::get<std::string>(row.values[1]);
    option.level = row.level;
    for (const std::size_t column : columns) {
      option.values.push_back(estimate_in(row.values.at(column)));
    }
  }
  if (chart.rows.empty()) return std::nullopt;
  figure.caption = fmt::format(
      "{}: share of those who answered the question, of themes share of the answers that could be "
      "coded, with 95% Wilson intervals.",
      table.title);
  Plot plot = plot_rows(chart);
  figure.plot = std::move(plot.commands);
  figure.height = plot.height;
  return figure;
}

}  // namespace faultline::reports
