#include "reports/figures/evolution_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/figures/plot.h"
#include "reports/figures/style.h"
#include "reports/format_value.h"
#include "reports/tables/evolution_data.h"

namespace faultline::reports {

namespace {

// Centimetres.
constexpr double kLeft = 1.1;
constexpr double kGap = 1.1;
constexpr double kRight = 0.3;
constexpr double kHeadingHeight = 1.15;
constexpr double kPanelHeight = 4.8;
constexpr double kAxisHeight = 1.5;
constexpr double kPanelWidth = (kFigureWidth - kLeft - kGap - kRight) / 2;

struct Measure {
  const char* column;  ///< of the table of intervals
  analysis::Measure measure;
};
constexpr std::array kMeasures{
    Measure{"failures", analysis::Measure::kFailures},
    Measure{"incompatibility-or-type", analysis::Measure::kIncompatibilityOrType},
};

struct Point {
  std::string name;
  double x = 0;
  double y = 0;
};

std::optional<std::size_t> find_column(const Table& table, std::string_view id) {
  const auto found = std::ranges::find(table.columns, id, &Column::id);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::vector<Point> points_of(const Table& table, std::size_t x, std::size_t y) {
  constexpr std::size_t kYearAndMonth = 7;
  std::vector<Point> points;
  for (const Row& row : table.rows) {
    const auto* changes = std::get_if<std::int64_t>(&row.values[x]);
    const auto* failures = std::get_if<std::int64_t>(&row.values[y]);
    if (changes == nullptr || failures == nullptr) continue;
    points.push_back({.name = std::get<std::string>(row.values[0]).substr(0, kYearAndMonth),
                      .x = static_cast<double>(*changes),
                      .y = static_cast<double>(*failures)});
  }
  return points;
}

/// Places the names of points so that none covers another or a point: right of its point, else left
/// of it, above or below; a name that fits nowhere is left out.
class NamePlacer {
 public:
  /// @param centimetres  of a unit of each axis
  NamePlacer(const std::vector<Point>& points, double x_scale, double y_scale)
      : x_scale_(x_scale), y_scale_(y_scale) {
    constexpr double kDot = 0.12;
    for (const Point& point : points) {
      const double x = point.x * x_scale;
      const double y = point.y * y_scale;
      taken_.push_back({x - kDot, x + kDot, y - kDot, y + kDot});
    }
  }

  std::string place(const Point& point) {
    constexpr double kTextWidth = 7 * 0.17;
    constexpr double kTextHeight = 0.28;
    constexpr double kAway = 0.2;
    const double x = point.x * x_scale_;
    const double y = point.y * y_scale_;
    struct Place {
      double dx;
      double dy;
    };
    const std::array<Place, 4> places{{{kAway, -kTextHeight / 2},
                                       {-kAway - kTextWidth, -kTextHeight / 2},
                                       {-kTextWidth / 2, kAway - 0.05},
                                       {-kTextWidth / 2, -kAway - kTextHeight + 0.05}}};
    for (const Place& place : places) {
      const Box box{x + place.dx, x + place.dx + kTextWidth, y + place.dy,
                    y + place.dy + kTextHeight};
      if (box.left < 0 || box.right > kPanelWidth || box.bottom < 0 || box.top > kPanelHeight ||
          std::ranges::any_of(taken_, [&](const Box& other) { return overlap(box, other); })) {
        continue;
      }
      taken_.push_back(box);
      return text_at((box.left + box.right) / 2 / x_scale_, (box.bottom + box.top) / 2 / y_scale_,
                     point.name, "center");
    }
    return {};
  }

 private:
  struct Box {
    double left;
    double right;
    double bottom;
    double top;
  };
  static bool overlap(const Box& one, const Box& other) {
    return one.left < other.right && other.left < one.right && one.bottom < other.top &&
           other.bottom < one.top;
  }

  double x_scale_;
  double y_scale_;
  std::vector<Box> taken_;
};

/// "ρ = 0.357 [−0.329, 0.796], p = 0.281".
std::string correlation_text(const Table& correlations, const std::string& history,
                             analysis::Measure measure) {
  const auto rho = find_column(correlations, history + ".rho");
  const auto p = find_column(correlations, history + ".p");
  for (const Row& row : correlations.rows) {
    if (std::get<std::string>(row.values[0]) != measure_name(measure) || !rho || !p) continue;
    return fmt::format("\u03C1 = {}, p = {}", format_value(row.values[*rho], ColumnKind::kNumber),
                       format_value(row.values[*p], ColumnKind::kProbability));
  }
  return {};
}

double greatest(const std::vector<Point>& points, double Point::*coordinate) {
  double greatest = 1;
  for (const Point& point : points) greatest = std::max(greatest, point.*coordinate);
  return greatest;
}

std::string panel(const Area& area, double figure_height, const std::vector<Point>& points,
                  std::size_t colour) {
  constexpr double kRoom = 1.12;
  const double end_x = greatest(points, &Point::x) * kRoom;
  const double end_y = greatest(points, &Point::y) * kRoom;
  std::string commands = axes_around(area, figure_height);
  commands += fmt::format("set xrange [0:{:.2f}]\nset yrange [0:{:.2f}]\n", end_x, end_y);
  NamePlacer names(points, area.width / end_x, area.height / end_y);
  std::string block = "$points << EOD\n";
  for (const Point& point : points) {
    block += fmt::format("{:g} {:g}\n", point.x, point.y);
    commands += names.place(point);
  }
  return commands + block +
         fmt::format("EOD\nplot $points using 1:2 with points pt 7 ps 0.65 lc rgb '{}'\n",
                     series_colour(colour));
}

}  // namespace

std::optional<Figure> evolution_figure(const TableRequest& request) {
  Figure figure{.id = "evolution"};
  figure.data = build_table(figure.id, request);
  const Table correlations = build_table("evolution-correlation", request);
  std::vector<std::size_t> histories;
  for (std::size_t i = 0; i < figure.data.columns.size(); ++i) {
    if (figure.data.columns[i].id.starts_with("changes.")) histories.push_back(i);
  }
  if (histories.empty() || figure.data.rows.empty()) return std::nullopt;
  figure.caption =
      "Failures reported between a release of ONNX and the next one against the operators that it "
      "changed, with Spearman's \u03C1, its 95% interval and p.";

  const double row_height = kHeadingHeight + kPanelHeight + kAxisHeight;
  figure.height = row_height * static_cast<double>(histories.size());
  figure.plot = "set multiplot\nset border 3 lw 0.6\nset grid xtics ytics\n";
  double top = 0;
  for (const std::size_t changes : histories) {
    const std::string& history = figure.data.columns[changes].label;
    double left = kLeft;
    for (std::size_t i = 0; i < kMeasures.size(); ++i) {
      const auto failures = find_column(figure.data, kMeasures[i].column);
      if (!failures) return std::nullopt;
      const std::string& what = figure.data.columns[*failures].label;
      const double middle = left + kPanelWidth / 2;
      figure.plot += text_on_figure(left, top + kLineHeight * 0.6, figure.height, what, "left");
      figure.plot +=
          text_on_figure(left, top + kLineHeight * 1.6, figure.height,
                         correlation_text(correlations, history, kMeasures[i].measure), "left");
      figure.plot += text_on_figure(middle, top + row_height - kLineHeight * 1.3, figure.height,
                                    "Operators changed (" + history + ")", "center");
      const Area area{
          .left = left, .top = top + kHeadingHeight, .width = kPanelWidth, .height = kPanelHeight};
      figure.plot += panel(area, figure.height, points_of(figure.data, changes, *failures), i);
      figure.plot += "unset label\n";
      left += kPanelWidth + kGap;
    }
    top += row_height;
  }
  figure.plot += "unset multiplot\n";
  return figure;
}

}  // namespace faultline::reports
