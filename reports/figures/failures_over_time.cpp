#include "reports/figures/failures_over_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "base/clock.h"
#include "base/text.h"
#include "data/operator_history.h"
#include "reports/figures/legend.h"
#include "reports/figures/plot.h"
#include "reports/figures/style.h"
#include "reports/labelled_issues.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

// Centimetres.
constexpr double kLeft = 1.2;
constexpr double kRight = 0.4;
constexpr double kCurveHeight = 6;
constexpr double kAxisHeight = 0.8;

constexpr int kQuarters = 4;

std::optional<std::chrono::year_month_day> to_date(const std::string& text) {
  const std::optional<Moment> moment = parse_iso8601(text);
  if (!moment) return std::nullopt;
  return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*moment));
}

/// Quarters since the year 0.
int quarter_of(const std::chrono::year_month_day& date) {
  constexpr unsigned kMonths = 3;
  const unsigned of_year = (static_cast<unsigned>(date.month()) - 1) / kMonths;
  return static_cast<int>(date.year()) * kQuarters + static_cast<int>(of_year);
}

/// A date as a fraction of years, near enough for a line in a figure.
double year_of(const std::chrono::year_month_day& date) {
  constexpr double kMonths = 12;
  constexpr double kDays = 31;
  return static_cast<int>(date.year()) +
         (static_cast<double>(static_cast<unsigned>(date.month())) - 1 +
          (static_cast<double>(static_cast<unsigned>(date.day())) - 1) / kDays) /
             kMonths;
}

/// For each quarter with failures, how many each converter has.
using FailuresByQuarter = std::map<int, std::vector<std::int64_t>>;

FailuresByQuarter count_failures(const TableRequest& request, const LabelledIssues& issues) {
  const std::vector<std::int32_t> codes =
      issues.codes(required_dimension(*request.codebook, "cause"));
  std::map<std::int64_t, std::string> opened;
  for (data::IssueRelease& issue : data::issue_releases(*request.database)) {
    if (issue.opened) opened.emplace(issue.issue_id, std::move(*issue.opened));
  }
  FailuresByQuarter failures;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto known = opened.find(issues.ids()[i]);
    if (codes[i] < 0 || known == opened.end()) continue;
    const auto date = to_date(known->second);
    if (!date) continue;
    std::vector<std::int64_t>& counts = failures[quarter_of(*date)];
    counts.resize(issues.converters().size());
    ++counts[static_cast<std::size_t>(issues.converter_of()[i])];
  }
  return failures;
}

/// A row a quarter from the first to the last with failures, those without included.
Table cumulative(const FailuresByQuarter& failures, const std::vector<std::string>& converters) {
  Table table{.id = "failures-over-time", .title = "Failures reported up to each quarter's end"};
  table.columns = {{.id = "quarter", .label = "Quarter"}};
  for (const std::string& converter : converters) {
    table.columns.push_back({.id = converter, .label = converter, .kind = ColumnKind::kCount});
  }
  std::vector<std::int64_t> sums(converters.size());
  for (int quarter = failures.begin()->first; quarter <= failures.rbegin()->first; ++quarter) {
    const auto found = failures.find(quarter);
    for (std::size_t i = 0; i < sums.size() && found != failures.end(); ++i) {
      sums[i] += found->second[i];
    }
    Row& row = table.rows.emplace_back();
    row.values = {fmt::format("{}-Q{}", quarter / kQuarters, quarter % kQuarters + 1)};
    row.values.insert(row.values.end(), sums.begin(), sums.end());
  }
  return table;
}

std::string release_lines(data::Database& database, double from, double to) {
  std::string commands;
  for (const std::string& release : data::release_dates(database)) {
    const auto date = to_date(release);
    if (!date || year_of(*date) < from || year_of(*date) > to) continue;
    commands += fmt::format(
        "set arrow from first {0:.4f}, graph 0 to first {0:.4f}, graph 1 nohead back lt 1 lw 0.8 "
        "dt (16,10) lc rgb '#40808080'\n",
        year_of(*date));
  }
  return commands;
}

}  // namespace

std::optional<Figure> failures_over_time_figure(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const FailuresByQuarter failures = count_failures(request, issues);
  if (failures.empty()) return std::nullopt;
  Figure figure{.id = "failures-over-time"};
  figure.data = cumulative(failures, issues.converters());
  figure.caption = fmt::format(
      "Failures reported up to the end of each quarter, by converter, labels of {}. Broken lines: "
      "releases of ONNX.",
      issues.raters().description);

  std::vector<ChartSeries> series;
  for (std::size_t i = 0; i < issues.converters().size(); ++i) {
    series.push_back({.name = issues.converters()[i],
                      .colour = std::string(series_colour(i)),
                      .mark = {.shape = i, .is_filled = true}});
  }
  const Legend legend = make_legend(series);
  figure.height = legend.height + kCurveHeight + kAxisHeight;
  const double from = static_cast<double>(failures.begin()->first) / kQuarters;
  const double to = static_cast<double>(failures.rbegin()->first + 1) / kQuarters;
  figure.plot = legend.commands(figure.height);
  figure.plot += axes_around({.left = kLeft,
                              .top = legend.height,
                              .width = kFigureWidth - kLeft - kRight,
                              .height = kCurveHeight},
                             figure.height);
  figure.plot += fmt::format("set xrange [{:.2f}:{:.2f}]\nset yrange [0:*]\n", from, to);
  figure.plot += "set border 1 lw 0.6\nset grid noxtics ytics\nset format x '%.0f'\n";
  if (to - from > 1) figure.plot += "set xtics 1\n";
  figure.plot += release_lines(*request.database, from, to);
  std::vector<std::string> plots;
  for (std::size_t i = 0; i < series.size(); ++i) {
    figure.plot += fmt::format("$converter{} << EOD\n{:.2f} 0\n", i, from);
    for (std::size_t row = 0; row < figure.data.rows.size(); ++row) {
      figure.plot += fmt::format("{:.2f} {}\n", from + static_cast<double>(row + 1) / kQuarters,
                                 std::get<std::int64_t>(figure.data.rows[row].values[i + 1]));
    }
    figure.plot += "EOD\n";
    plots.push_back(fmt::format("$converter{} using 1:2 with linespoints lt 1 {}", i,
                                point_style(series[i].mark, series[i].colour)));
  }
  figure.plot += "plot " + join(plots, ", ") + "\n";
  return figure;
}

}  // namespace faultline::reports
