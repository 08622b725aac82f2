#include "analysis/contingency.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace faultline::analysis {

namespace {

double expected_count(const ContingencyTable& table, std::size_t row, std::size_t column) {
  return static_cast<double>(table.row_totals()[row]) *
         static_cast<double>(table.column_totals()[column]) / static_cast<double>(table.total());
}

bool can_be_tested(const ContingencyTable& table) {
  return table.rows() >= 2 && table.columns() >= 2;
}

std::int64_t degrees_of_freedom(const ContingencyTable& table) {
  return can_be_tested(table)
             ? static_cast<std::int64_t>((table.rows() - 1) * (table.columns() - 1))
             : 0;
}

/// A test whose statistic is a sum over cells of `term(observed, expected)`.
template <typename Term>
IndependenceTest test(const ContingencyTable& table, Term term) {
  IndependenceTest result;
  result.df = degrees_of_freedom(table);
  if (!can_be_tested(table)) return result;

  double sum = 0;
  double min_expected = std::numeric_limits<double>::infinity();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns(); ++column) {
      const double expected = expected_count(table, row, column);
      min_expected = std::min(min_expected, expected);
      sum += term(static_cast<double>(table.at(row, column)), expected);
    }
  }
  // Only rounding errors can bring the likelihood ratio below 0.
  result.statistic = std::max(0.0, sum);
  result.p = chi_square_p(*result.statistic, result.df);
  result.min_expected = min_expected;
  return result;
}

/// An odds ratio with its standard error and interval on the log scale.
struct LogOdds {
  double ratio = 0;
  double se_log = 0;
  Interval interval;
};

LogOdds log_odds(const std::array<double, 4>& cells, double quantile) {
  const auto [a, b, c, d] = cells;
  LogOdds odds;
  odds.ratio = (a / b) * (d / c);
  odds.se_log = std::sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  odds.interval = {odds.ratio * std::exp(-quantile * odds.se_log),
                   odds.ratio * std::exp(quantile * odds.se_log)};
  return odds;
}

}  // namespace

IndependenceTest chi_square_test(const ContingencyTable& table, YatesCorrection correction) {
  const ContingencyTable kept = table.without_empty_lines();
  const bool corrects =
      correction == YatesCorrection::kAtOneDegreeOfFreedom && degrees_of_freedom(kept) == 1;
  return test(kept, [corrects](double observed, double expected) {
    double difference = std::abs(observed - expected);
    if (corrects) difference -= std::min(0.5, difference);
    return difference * difference / expected;
  });
}

IndependenceTest g_test(const ContingencyTable& table) {
  return test(table.without_empty_lines(), [](double observed, double expected) {
    return observed == 0 ? 0 : 2 * observed * std::log(observed / expected);
  });
}

CramersV cramers_v(const ContingencyTable& table) {
  const ContingencyTable kept = table.without_empty_lines();
  CramersV result;
  if (!can_be_tested(kept)) return result;

  const auto items = static_cast<double>(kept.total());
  const auto rows = static_cast<double>(kept.rows());
  const auto columns = static_cast<double>(kept.columns());
  const double phi2 = *chi_square_test(kept).statistic / items;
  result.v = std::sqrt(phi2 / std::min(rows - 1, columns - 1));

  // r' - 1 = (r - 1)(n - r)/(n - 1), a product that is 0 exactly where it should be.
  const double corrected_phi2 = std::max(0.0, phi2 - (rows - 1) * (columns - 1) / (items - 1));
  const double smaller =
      std::min((rows - 1) * (items - rows), (columns - 1) * (items - columns)) / (items - 1);
  if (smaller > 0) result.v_bias_corrected = std::sqrt(corrected_phi2 / smaller);
  return result;
}

OddsRatio odds_ratio(const ContingencyTable& table, double confidence) {
  require_two_by_two(table);
  const double quantile = normal_quantile(confidence);
  std::array<double, 4> cells{
      static_cast<double>(table.at(0, 0)), static_cast<double>(table.at(0, 1)),
      static_cast<double>(table.at(1, 0)), static_cast<double>(table.at(1, 1))};
  OddsRatio result;
  if (std::ranges::find(cells, 0.0) == cells.end()) {
    const LogOdds odds = log_odds(cells, quantile);
    result.ratio = odds.ratio;
    result.se_log = odds.se_log;
    result.interval = odds.interval;
  } else {
    const bool numerator = cells[0] > 0 && cells[3] > 0;
    const bool denominator = cells[1] > 0 && cells[2] > 0;
    if (numerator) result.ratio = std::numeric_limits<double>::infinity();
    if (denominator) result.ratio = 0;
  }
  for (double& cell : cells) cell += 0.5;
  const LogOdds haldane = log_odds(cells, quantile);
  result.haldane_ratio = haldane.ratio;
  result.haldane_se_log = haldane.se_log;
  result.haldane_interval = haldane.interval;
  return result;
}

}  // namespace faultline::analysis
