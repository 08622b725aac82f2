#include "reports/figures/confusion.h"

#include <fmt/format.h>

#include "base/text.h"
#include "reports/agreement.h"
#include "reports/figures/heat_map.h"
#include "reports/format_value.h"
#include "reports/tables/agreement.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

/// Of those two raters who have most issues in common.
std::optional<PairAgreement> largest_pair(const TableRequest& request,
                                          const data::Dimension& dimension) {
  std::optional<PairAgreement> largest;
  for (PairAgreement& pair : measure_agreement(request, dimension).pairs) {
    const std::int64_t most = largest ? largest->kappa.items : 0;
    if (pair.kappa.items > most) largest = std::move(pair);
  }
  return largest;
}

/// The positions of the codes that either rater gave.
std::vector<std::size_t> used_codes(const PairAgreement& pair) {
  std::vector<std::size_t> used;
  for (std::size_t code = 0; code < pair.codes.size(); ++code) {
    std::int64_t count = 0;
    for (std::size_t other = 0; other < pair.codes.size(); ++other) {
      count += pair.confusion.at(code, other) + pair.confusion.at(other, code);
    }
    if (count > 0) used.push_back(code);
  }
  return used;
}

/// The name of a code; its id where only an older codebook has it.
std::string name_of(const data::Dimension& dimension, const std::string& id) {
  const data::Code* code = dimension.find(id);
  return code == nullptr ? id : code->name;
}

std::string kappa_text(const PairAgreement& pair) {
  if (!pair.kappa.kappa) return "kappa is undefined";
  if (!pair.kappa.interval) {
    return "kappa " + format_value(*pair.kappa.kappa, ColumnKind::kNumber);
  }
  return "kappa " + format_value(Estimate{*pair.kappa.kappa, pair.kappa.interval->low,
                                          pair.kappa.interval->high},
                                 ColumnKind::kNumber);
}

}  // namespace

std::optional<Figure> confusion_figure(const TableRequest& request,
                                       const std::string& dimension_id) {
  const data::Dimension& dimension = required_dimension(*request.codebook, dimension_id);
  const std::optional<PairAgreement> pair = largest_pair(request, dimension);
  if (!pair) return std::nullopt;

  Figure figure{.id = "agreement-" + dimension.id};
  figure.caption =
      fmt::format("{} as labelled by {} (rows) and {} (columns): {} that both labelled, {}.",
                  dimension.name, pair->first_rater, pair->second_rater,
                  pair->kappa.items == 1 ? "1 issue" : fmt::format("{} issues", pair->kappa.items),
                  kappa_text(*pair));
  HeatMap map{.rows_name = truncate(printable(pair->first_rater), 28),
              .columns_name = truncate(printable(pair->second_rater), 50)};
  figure.data = {.id = figure.id, .title = fmt::format("{}: two raters' codes", dimension.name)};
  figure.data.columns = {{.id = "code", .label = pair->first_rater}};
  HeatMap::Grid& grid = map.grids.emplace_back();
  const std::vector<std::size_t> used = used_codes(*pair);
  for (const std::size_t code : used) {
    const std::string& id = pair->codes[code];
    map.rows.push_back(name_of(dimension, id));
    map.columns.push_back(map.rows.back());
    figure.data.columns.push_back({.id = id, .label = id, .kind = ColumnKind::kCount});
  }
  for (const std::size_t row : used) {
    grid.cells.emplace_back();
    Row& data = figure.data.rows.emplace_back();
    data.values = {pair->codes[row]};
    for (const std::size_t column : used) {
      grid.cells.back().push_back(pair->confusion.at(row, column));
      data.values.emplace_back(pair->confusion.at(row, column));
    }
  }
  Plot plot = plot_heat_map(map);
  figure.plot = std::move(plot.commands);
  figure.height = plot.height;
  return figure;
}

}  // namespace faultline::reports
