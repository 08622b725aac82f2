#include "analysis/fisher_rxc.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "analysis/discrete_law.h"
#include "base/error.h"
#include "base/random.h"

namespace faultline::analysis {

namespace {

constexpr std::int64_t kMostItems = 10'000'000;

void require_countable(const ContingencyTable& table) {
  if (table.total() <= kMostItems) return;
  throw Error("Fisher's test of a table of any size takes at most 10 million items")
      .help("the chi-square test is as good for so many");
}

/// ln(k!) for k from 0 to the number of items.
std::vector<double> log_factorials(const ContingencyTable& table) {
  std::vector<double> logarithms{0};
  long double sum = 0;
  for (std::int64_t k = 1; k <= table.total(); ++k) {
    sum += std::log(static_cast<long double>(k));
    logarithms.push_back(static_cast<double>(sum));
  }
  return logarithms;
}

/// Minus the logarithm of the part of a table's probability that depends on its cells.
Cost cost_of(const ContingencyTable& table, const std::vector<Cost>& cell_costs) {
  Cost cost = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns(); ++column) {
      cost += cell_costs[static_cast<std::size_t>(table.at(row, column))];
    }
  }
  return cost;
}

std::vector<Cost> cell_costs(const std::vector<double>& logarithms) {
  std::vector<Cost> costs;
  costs.reserve(logarithms.size());
  for (const double logarithm : logarithms) costs.push_back(to_cost(logarithm));
  return costs;
}

/// All ways to place the items of one row into the columns, of which some room is left.
class RowPlacement {
 public:
  RowPlacement(const std::vector<double>& logarithms, const std::vector<Cost>& costs,
               const NetworkState& room, const StepVisitor& visit)
      : logarithms_(logarithms), costs_(costs), room_(room), visit_(visit), left_(room) {}

  void place(std::int32_t items) {
    const std::int64_t room = std::accumulate(room_.begin(), room_.end(), std::int64_t{0});
    // The row's cells follow the multivariate hypergeometric law, given the room in each column.
    place(0, items, room, 0, -log_choose(room, items));
  }

 private:
  /// Places the rest of the row from this column on; whether to go on after that.
  bool place(std::size_t column, std::int32_t items, std::int64_t room, Cost cost,
             double log_probability) {
    if (column == room_.size()) {
      step_.next = left_;
      std::ranges::sort(step_.next);
      step_.cost = cost;
      step_.probability = std::exp(log_probability);
      return visit_(step_);
    }
    const std::int32_t here = room_[column];
    const std::int64_t elsewhere = room - here;
    const auto fewest = static_cast<std::int32_t>(std::max<std::int64_t>(0, items - elsewhere));
    const std::int32_t most = std::min(items, here);
    for (std::int32_t k = fewest; k <= most; ++k) {
      left_[column] = here - k;
      const auto cell = static_cast<std::size_t>(k);
      const bool goes_on = place(column + 1, items - k, elsewhere, cost + costs_[cell],
                                 log_probability + log_choose(here, k));
      if (!goes_on) return false;
    }
    left_[column] = here;
    return true;
  }

  [[nodiscard]] double log_choose(std::int64_t n, std::int64_t k) const {
    return logarithms_[static_cast<std::size_t>(n)] - logarithms_[static_cast<std::size_t>(k)] -
           logarithms_[static_cast<std::size_t>(n - k)];
  }

  const std::vector<double>& logarithms_;
  const std::vector<Cost>& costs_;
  const NetworkState& room_;
  const StepVisitor& visit_;
  NetworkState left_;
  NetworkStep step_;
};

Network network_of(const ContingencyTable& table, const std::vector<double>& logarithms,
                   const std::vector<Cost>& costs) {
  std::vector<std::int32_t> rows(table.row_totals().begin(), table.row_totals().end());
  // Small rows first: few states early on, and the largest row has no choice left.
  std::ranges::sort(rows);
  Network network;
  network.start.assign(table.column_totals().begin(), table.column_totals().end());
  std::ranges::sort(network.start);
  network.stages = rows.size();
  network.expand = [rows, &logarithms, &costs](std::size_t stage, const NetworkState& room,
                                               const StepVisitor& visit) {
    RowPlacement(logarithms, costs, room, visit).place(rows[stage]);
  };
  return network;
}

/// One entry per item, its column; which item stands where is left to the shuffle.
std::vector<std::size_t> columns_of_items(const ContingencyTable& table) {
  std::vector<std::size_t> columns;
  columns.reserve(static_cast<std::size_t>(table.total()));
  for (std::size_t column = 0; column < table.columns(); ++column) {
    columns.insert(columns.end(), static_cast<std::size_t>(table.column_totals()[column]), column);
  }
  return columns;
}

void shuffle(std::vector<std::size_t>& values, Random& random) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[static_cast<std::size_t>(random.below(i))]);
  }
}

/// The cost of the table that has this column for each item, the items of the first row first.
Cost cost_of_columns(const ContingencyTable& table, const std::vector<std::size_t>& columns,
                     const std::vector<Cost>& costs) {
  Cost cost = 0;
  std::size_t item = 0;
  std::vector<std::size_t> cells(table.columns());
  for (const std::int64_t items : table.row_totals()) {
    std::ranges::fill(cells, std::size_t{0});
    for (std::int64_t k = 0; k < items; ++k) ++cells[columns[item++]];
    for (const std::size_t cell : cells) cost += costs[cell];
  }
  return cost;
}

}  // namespace

std::optional<double> fisher_exact_rxc(const ContingencyTable& table, std::int64_t work) {
  require_countable(table);
  ContingencyTable kept = table.without_empty_lines();
  if (kept.rows() < 2 || kept.columns() < 2) return 1.0;
  // States hold one number per column, so the shorter side goes there.
  if (kept.columns() > kept.rows()) kept = kept.transposed();
  const std::vector<double> logarithms = log_factorials(kept);
  const std::vector<Cost> costs = cell_costs(logarithms);
  return probability_of_cost(network_of(kept, logarithms, costs), cost_of(kept, costs), work);
}

double fisher_simulated(const ContingencyTable& table, std::uint64_t seed,
                        std::int64_t replicates) {
  require_countable(table);
  if (replicates < 1) throw Error("a simulation needs at least one replicate");
  const std::vector<Cost> costs = cell_costs(log_factorials(table));
  const Cost limit = cost_of(table, costs) - to_cost(kTieTolerance);
  Random random(seed);
  std::vector<std::size_t> columns = columns_of_items(table);
  std::int64_t hits = 0;
  for (std::int64_t replicate = 0; replicate < replicates; ++replicate) {
    shuffle(columns, random);
    if (cost_of_columns(table, columns, costs) >= limit) ++hits;
  }
  return static_cast<double>(1 + hits) / static_cast<double>(replicates + 1);
}

FisherRxc fisher_exact_or_simulated(const ContingencyTable& table, std::uint64_t seed,
                                    std::int64_t replicates, std::int64_t work) {
  if (const std::optional<double> exact = fisher_exact_rxc(table, work)) return {*exact, false};
  return {fisher_simulated(table, seed, replicates), true};
}

}  // namespace faultline::analysis
