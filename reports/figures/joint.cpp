#include "reports/figures/joint.h"

#include <algorithm>

#include "reports/figures/heat_map.h"
#include "reports/format_value.h"

namespace faultline::reports {

namespace {

/// Where a name stands in a list, to which it is added where it is new.
std::size_t position(std::vector<std::string>& names, const std::string& name) {
  const auto place = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  if (place == names.size()) names.push_back(name);
  return place;
}

/// The table's counts without its totals. With more than one converter, the columns are grouped by
/// symptom; else they are the symptoms.
HeatMap to_heat_map(const Table& table) {
  HeatMap map;
  std::vector<std::string> converters;
  struct Place {
    std::size_t source;
    std::size_t grid;
    std::size_t column;
  };
  std::vector<Place> places;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (!column.counts_issues || column.id.starts_with("total")) continue;
    const bool is_grouped = !column.group.empty();
    const std::string converter = is_grouped ? column.label : "";
    const std::string symptom = is_grouped ? column.group : column.label;
    const std::size_t grid = position(converters, converter);
    places.push_back({.source = i, .grid = grid, .column = position(map.columns, symptom)});
  }
  for (const std::string& converter : converters) {
    map.grids.push_back({.name = converter, .cells = {}});
  }
  for (const Row& row : table.rows) {
    if (row.is_total) continue;
    map.rows.push_back(std::get<std::string>(row.values.at(1)));
    for (HeatMap::Grid& grid : map.grids) grid.cells.emplace_back(map.columns.size());
    for (const Place& place : places) {
      map.grids[place.grid].cells.back()[place.column] =
          std::get<std::int64_t>(row.values.at(place.source));
    }
  }
  return map;
}

bool counts_nothing(const HeatMap& map) {
  return std::ranges::all_of(map.grids, [](const HeatMap::Grid& grid) {
    return std::ranges::all_of(grid.cells, [](const auto& row) {
      return std::ranges::all_of(row, [](std::int64_t count) { return count == 0; });
    });
  });
}

}  // namespace

std::optional<Figure> cause_symptom_figure(const TableRequest& request) {
  Figure figure{.id = "cause-symptom"};
  figure.data = build_table(figure.id, request);
  const HeatMap map = to_heat_map(figure.data);
  if (counts_nothing(map)) return std::nullopt;
  figure.caption = "Failures by cause (rows) and symptom (columns), a grid for each converter.";
  Plot plot = plot_heat_map(map);
  figure.plot = std::move(plot.commands);
  figure.height = plot.height;
  return figure;
}

}  // namespace faultline::reports
