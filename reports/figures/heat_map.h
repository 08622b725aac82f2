#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/figures/plot.h"

namespace faultline::reports {

/// Counts as a grid of cells, the darker the more, with the number in each; several grids of the
/// same rows stand side by side. A cell of nothing is empty.
struct HeatMap {
  struct Grid {
    std::string name;                              ///< empty where there is only one
    std::vector<std::vector<std::int64_t>> cells;  ///< by row, then by column
  };
  std::vector<std::string> rows = {};
  std::vector<std::string> columns = {};  ///< of each grid
  std::vector<Grid> grids = {};
  std::string rows_name = {};     ///< what the rows are: "Cause"; empty for none
  std::string columns_name = {};  ///< what the columns are
};

[[nodiscard]] Plot plot_heat_map(const HeatMap& map);

}  // namespace faultline::reports
