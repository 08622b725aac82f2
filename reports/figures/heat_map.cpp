#include "reports/figures/heat_map.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "reports/figures/figures.h"
#include "reports/figures/gnuplot_text.h"
#include "reports/figures/style.h"

namespace faultline::reports {

namespace {

// Centimetres.
constexpr double kLabelsWidth = 5.2;
constexpr double kGridGap = 0.5;
constexpr double kCellHeight = 0.66;
constexpr double kWidestCell = 1.9;
constexpr double kNarrowCell = 0.85;
constexpr double kMargin = 0.15;
constexpr std::size_t kMostLines = 2;
constexpr std::size_t kMostRotated = 24;

class HeatMapPlotter {
 public:
  explicit HeatMapPlotter(const HeatMap& map) : map_(&map) {
    const auto columns = static_cast<double>(map.columns.size());
    const double room = kFigureWidth - kLabelsWidth - kMargin;
    // As many grids on a line as leave their cells wide enough; then the lines evenly filled.
    const auto most = static_cast<std::size_t>(
        std::max((room + kGridGap) / (columns * kNarrowCell + kGridGap), 1.0));
    const std::size_t lines = (map.grids.size() + most - 1) / most;
    per_line_ = (map.grids.size() + lines - 1) / lines;
    const auto grids = static_cast<double>(per_line_);
    cell_width_ = std::min(kWidestCell, (room - kGridGap * (grids - 1)) / (grids * columns));
    grid_width_ = cell_width_ * columns;
    break_headings();
  }

  Plot plot() {
    double down = kMargin;
    if (!map_->columns_name.empty()) {
      const double middle =
          kLabelsWidth + (left_of(per_line_ - 1) + grid_width_ - kLabelsWidth) / 2;
      body_ += text_at(middle, down + kLineHeight / 2, map_->columns_name, "center");
      down += kLineHeight + kMargin;
    }
    for (std::size_t first = 0; first < map_->grids.size(); first += per_line_) {
      if (first > 0) down += kLineHeight;
      down = add_line_of_grids(first, down);
    }
    const double height = down + kMargin;
    Plot plot{.commands = centimetre_axes(height), .height = height};
    plot.commands += body_;
    plot.commands += "$cells << EOD\n" + cells_ + "EOD\n$lines << EOD\n" + lines_ + "EOD\n";
    plot.commands += fmt::format(
        "plot $cells using 1:2:3:4:5:6:7 with boxxyerror fs solid 1.0 noborder lc rgb variable, "
        "$lines using 1:2:3:4 with vectors nohead {}\n",
        kQuietLine);
    return plot;
  }

 private:
  /// @return where it ends
  double add_line_of_grids(std::size_t first, double down) {
    const std::size_t end = std::min(first + per_line_, map_->grids.size());
    if (has_names()) {
      for (std::size_t grid = first; grid < end; ++grid) {
        body_ +=
            text_at(left_of(grid) + grid_width_ / 2, down + kLineHeight / 2,
                    truncate(printable(map_->grids[grid].name), columns_in(grid_width_)), "center");
      }
      down += kLineHeight + kMargin;
    }
    down += headings_height_;
    if (!map_->rows_name.empty()) {
      body_ += text_at(0, down - kLineHeight / 2, map_->rows_name, "left");
    }
    for (std::size_t grid = first; grid < end; ++grid) {
      add_headings(grid, down - kMargin);
      add_cells(grid, down);
    }
    add_row_labels(down);
    return down + kCellHeight * static_cast<double>(map_->rows.size());
  }

  [[nodiscard]] bool has_names() const {
    return std::ranges::any_of(map_->grids, [](const auto& grid) { return !grid.name.empty(); });
  }
  [[nodiscard]] static std::size_t columns_in(double width) {
    return static_cast<std::size_t>(std::max(width / kColumnWidth, 1.0));
  }
  [[nodiscard]] double left_of(std::size_t grid) const {
    return kLabelsWidth + static_cast<double>(grid % per_line_) * (grid_width_ + kGridGap);
  }

  /// Headings stand upright in as many lines as they need, or, where a word is too long for that,
  /// on their side.
  void break_headings() {
    std::size_t most_lines = 1;
    std::size_t longest = 0;
    for (const std::string& heading : map_->columns) {
      const std::string text = printable(heading);
      for (const std::string& word : split(text, ' ')) {
        if (display_width(word) > columns_in(cell_width_)) are_rotated_ = true;
      }
      headings_.push_back(break_lines(text, columns_in(cell_width_), kMostLines));
      if (headings_.back().back().ends_with("\xE2\x80\xA6")) are_rotated_ = true;
      most_lines = std::max(most_lines, headings_.back().size());
      longest = std::max(longest, std::min(display_width(text), kMostRotated));
    }
    headings_height_ = kMargin + (are_rotated_ ? static_cast<double>(longest) * kColumnWidth
                                               : static_cast<double>(most_lines) * kLineHeight);
  }

  void add_headings(std::size_t grid, double bottom) {
    for (std::size_t column = 0; column < map_->columns.size(); ++column) {
      const double middle = left_of(grid) + cell_width_ * (static_cast<double>(column) + 0.5);
      if (are_rotated_) {
        body_ += text_at(middle, bottom, truncate(printable(map_->columns[column]), kMostRotated),
                         "left rotate by 90");
        continue;
      }
      const std::vector<std::string>& lines = headings_[column];
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const double up = kLineHeight * (static_cast<double>(lines.size() - i) - 0.5);
        body_ += text_at(middle, bottom - up, lines[i], "center");
      }
    }
  }

  /// A line from a point to the right and down.
  void add_line(double left, double down, double width, double height) {
    lines_ += fmt::format("{:.3f} {:.3f} {:.3f} {:.3f}\n", left, down, width, height);
  }

  void add_cells(std::size_t grid, double top) {
    const double height = kCellHeight * static_cast<double>(map_->rows.size());
    for (std::size_t row = 0; row <= map_->rows.size(); ++row) {
      add_line(left_of(grid), top + kCellHeight * static_cast<double>(row), grid_width_, 0);
    }
    for (std::size_t column = 0; column <= map_->columns.size(); ++column) {
      add_line(left_of(grid) + cell_width_ * static_cast<double>(column), top, 0, height);
    }
    for (std::size_t row = 0; row < map_->rows.size(); ++row) {
      for (std::size_t column = 0; column < map_->columns.size(); ++column) {
        const std::int64_t count = map_->grids[grid].cells.at(row).at(column);
        const double left = left_of(grid) + cell_width_ * static_cast<double>(column);
        const double down = top + kCellHeight * static_cast<double>(row);
        add_cell(left, down, count);
      }
    }
  }

  void add_cell(double left, double down, std::int64_t count) {
    const double middle = left + cell_width_ / 2;
    const CellColours colours =
        cell_colours(static_cast<double>(count) / static_cast<double>(greatest()));
    // Without colour a cell is the page's: 0xFF before the colour makes it transparent.
    const std::string fill = count == 0 ? "0xFF000000" : "0x" + colours.fill.substr(1);
    cells_ += fmt::format("{:.3f} {:.3f} {:.3f} {:.3f} {:.3f} {:.3f} {}\n", middle,
                          down + kCellHeight / 2, left, left + cell_width_, down,
                          down + kCellHeight, fill);
    if (count == 0) return;
    body_ += text_at(middle, down + kCellHeight / 2, std::to_string(count),
                     fmt::format("center front tc rgb '{}'", colours.text));
  }

  [[nodiscard]] std::int64_t greatest() const {
    std::int64_t greatest = 1;
    for (const HeatMap::Grid& grid : map_->grids) {
      for (const auto& row : grid.cells) {
        for (const std::int64_t count : row) greatest = std::max(greatest, count);
      }
    }
    return greatest;
  }

  void add_row_labels(double top) {
    for (std::size_t row = 0; row < map_->rows.size(); ++row) {
      const double middle = top + kCellHeight * (static_cast<double>(row) + 0.5);
      body_ += text_at(0, middle, truncate(printable(map_->rows[row]), columns_in(kLabelsWidth)),
                       "left");
    }
  }

  const HeatMap* map_;
  std::size_t per_line_ = 1;
  double cell_width_ = 0;
  double grid_width_ = 0;
  std::vector<std::vector<std::string>> headings_;
  bool are_rotated_ = false;
  double headings_height_ = 0;
  std::string body_;
  std::string cells_;
  std::string lines_;
};

}  // namespace

Plot plot_heat_map(const HeatMap& map) { return HeatMapPlotter(map).plot(); }

}  // namespace faultline::reports
