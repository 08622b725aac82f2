#include "reports/figures/shares.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "analysis/counts.h"
#include "base/text.h"
#include "reports/figures/published_codes.h"
#include "reports/figures/row_chart.h"
#include "reports/figures/style.h"
#include "reports/labelled_issues.h"
#include "reports/tables/code_groups.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

/// One column of marks: how often each code of the dimension was given.
struct CodeCounts {
  std::string id;
  std::string converter;
  PointMark mark;
  std::vector<std::int64_t> counts;

  [[nodiscard]] std::int64_t total() const {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  }
  [[nodiscard]] std::int64_t of(const CodeGroup& group) const {
    std::int64_t sum = 0;
    for (const std::int32_t code : group.codes) sum += counts[static_cast<std::size_t>(code)];
    return sum;
  }
};

std::vector<CodeCounts> counts_of_study(const LabelledIssues& issues,
                                        const data::Dimension& dimension) {
  const auto [table, unlabelled] =
      analysis::cross_counts(issues.codes(dimension), dimension.codes.size(), issues.converter_of(),
                             issues.converters().size());
  std::vector<CodeCounts> all;
  for (std::size_t converter = 0; converter < issues.converters().size(); ++converter) {
    CodeCounts counts{.id = issues.converters()[converter],
                      .converter = issues.converters()[converter],
                      .mark = {.shape = converter, .is_filled = true},
                      .counts = {}};
    for (std::size_t code = 0; code < dimension.codes.size(); ++code) {
      counts.counts.push_back(table.at(code, converter));
    }
    if (counts.total() > 0) all.push_back(std::move(counts));
  }
  return all;
}

/// Each converter of the study followed by what was published of it; only the study's where that is
/// the published one itself.
std::vector<CodeCounts> with_published(std::vector<CodeCounts> study,
                                       const data::Dimension& dimension) {
  const auto published = published_codes(dimension);
  if (!published) return study;
  std::vector<CodeCounts> both;
  bool differs = false;
  for (const CodeCounts& fresh : study) {
    both.push_back(fresh);
    const auto known = published->find(fresh.id);
    if (known == published->end()) continue;
    differs = differs || known->second != fresh.counts;
    both.push_back({.id = fresh.id + ".published",
                    .converter = fresh.converter,
                    .mark = {.shape = fresh.mark.shape, .is_filled = false},
                    .counts = known->second});
  }
  return differs ? both : study;
}

}  // namespace

std::optional<Figure> share_figure(const TableRequest& request, const std::string& dimension_id) {
  const data::Dimension& dimension = required_dimension(*request.codebook, dimension_id);
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const std::vector<CodeCounts> columns =
      with_published(counts_of_study(issues, dimension), dimension);
  if (columns.empty()) return std::nullopt;

  Figure figure{.id = dimension.id};
  RowChart chart{.series = {}, .rows = {}, .axis = "Share of the converter's failures"};
  figure.data = {.id = figure.id, .title = fmt::format("{} of failures", dimension.name)};
  figure.data.columns = {{.id = "code", .label = dimension.name}};
  bool has_published = false;
  for (const CodeCounts& column : columns) {
    // Names that leave room for what follows them in the legend.
    constexpr std::size_t kMostColumns = 28;
    const std::string label = column.converter + (column.mark.is_filled ? "" : ", published");
    chart.series.push_back(
        {.name = fmt::format("{}{} ({})", truncate(printable(column.converter), kMostColumns),
                             column.mark.is_filled ? "" : ", published", column.total()),
         .colour = std::string(series_colour(column.mark.shape)),
         .mark = column.mark});
    figure.data.columns.push_back({.id = column.id, .label = label, .kind = ColumnKind::kCount});
    figure.data.columns.push_back({.id = column.id + ".share",
                                   .label = label,
                                   .kind = ColumnKind::kShare,
                                   .has_interval = true});
    has_published = has_published || !column.mark.is_filled;
  }
  const Binning binning = request.all_codes ? Binning::kNone : Binning::kAsInCodebook;
  for (const CodeGroup& group : code_groups(dimension, binning)) {
    const bool is_unused = std::ranges::all_of(
        columns, [&](const CodeCounts& column) { return column.of(group) == 0; });
    if (group.level > 0 && is_unused) continue;
    ChartRow drawn{.label = group.name, .level = group.level};
    Row& row = figure.data.rows.emplace_back();
    row.values = {group.id};
    for (const CodeCounts& column : columns) {
      const Value share = share_value(column.of(group), column.total());
      row.values.emplace_back(column.of(group));
      row.values.push_back(share);
      drawn.values.emplace_back(std::get<Estimate>(share));
    }
    chart.rows.push_back(std::move(drawn));
  }

  figure.caption = fmt::format(
      "{} of failures: share of each converter's failures with its 95% Wilson interval, labels of "
      "{}{}.",
      dimension.name, issues.raters().description,
      has_published ? "; outlined: the published study" : "");
  Plot plot = plot_rows(chart);
  figure.plot = std::move(plot.commands);
  figure.height = plot.height;
  return figure;
}

}  // namespace faultline::reports
