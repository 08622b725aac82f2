#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/figures/legend.h"
#include "reports/figures/plot.h"
#include "reports/table.h"

namespace faultline::reports {

/// A chart whose rows are named at the left, one above the other, with a mark for each series and
/// its interval as a line.

struct ChartRow {
  std::string label;
  int level = 0;
  /// One for each series; none at all for a heading.
  std::vector<std::optional<Estimate>> values = {};
};

enum class ChartMark { kPoint, kBar };

enum class ChartUnit {
  kShare,     ///< fractions of 1, as percentages from 0
  kLogCount,  ///< counts on a logarithmic scale, with their numbers beside the marks
};

struct RowChart {
  std::vector<ChartSeries> series = {};
  std::vector<ChartRow> rows = {};
  ChartMark mark = ChartMark::kPoint;
  std::string axis;  ///< what is measured: "Share of the converter's failures"
  ChartUnit unit = ChartUnit::kShare;
};

[[nodiscard]] Plot plot_rows(const RowChart& chart);

}  // namespace faultline::reports
