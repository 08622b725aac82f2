#include "analysis/fisher_2x2.h"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "analysis/discrete_law.h"

namespace faultline::analysis {

namespace {

struct Margins {
  explicit Margins(const ContingencyTable& table)
      : row(table.row_totals()[0]),
        other_row(table.row_totals()[1]),
        column(table.column_totals()[0]) {}

  [[nodiscard]] std::int64_t low() const { return std::max<std::int64_t>(0, column - other_row); }
  [[nodiscard]] std::int64_t high() const { return std::min(row, column); }

  std::int64_t row;
  std::int64_t other_row;
  std::int64_t column;
};

/// The law of the first cell at a given log odds ratio (Fisher's noncentral hypergeometric law).
DiscreteLaw first_cell_law(const Margins& margins, double log_odds) {
  const long double odds = std::exp(static_cast<long double>(log_odds));
  return {margins.low(), margins.high(), [margins, odds](std::int64_t a) {
            const auto b = static_cast<long double>(margins.row - a);
            const auto c = static_cast<long double>(margins.column - a);
            const auto d = static_cast<long double>(margins.other_row - margins.column + a);
            return odds * b * c / (static_cast<long double>(a + 1) * (d + 1));
          }};
}

/// The logarithm of a tail probability, with a floor that keeps the root search finite.
double log_of_tail(double probability) { return std::log(std::max(probability, 1e-300)); }

/// The odds ratio at which a function of the law, rising with it, crosses 0.
template <typename Function>
double solve(const Margins& margins, Function function) {
  const auto at = [&](double log_odds) { return function(first_cell_law(margins, log_odds)); };
  double low = -1;
  double high = 1;
  while (at(low) > 0) low *= 2;
  while (at(high) < 0) high *= 2;
  const auto is_close = [](double a, double b) { return b - a < 1e-12; };
  std::uintmax_t steps = 200;
  const auto [below, above] = boost::math::tools::toms748_solve(at, low, high, is_close, steps);
  return std::exp((below + above) / 2);
}

}  // namespace

Fisher2x2 fisher_exact_2x2(const ContingencyTable& table, double confidence) {
  require_two_by_two(table);
  require_confidence(confidence);
  const Margins margins(table);
  const std::int64_t a = table.at(0, 0);
  const double infinity = std::numeric_limits<double>::infinity();
  const double log_tail = std::log((1 - confidence) / 2);

  Fisher2x2 result;
  const DiscreteLaw law = first_cell_law(margins, 0);
  result.p_two_sided = law.not_more_probable_than(a);
  result.p_less = law.at_most(a);
  result.p_greater = law.at_least(a);
  result.interval = {0, infinity};
  if (margins.low() == margins.high()) return result;

  if (a > margins.low()) {
    result.interval.low = solve(margins, [&](const DiscreteLaw& tilted) {
      return log_of_tail(tilted.at_least(a)) - log_tail;
    });
  }
  if (a < margins.high()) {
    result.interval.high = solve(margins, [&](const DiscreteLaw& tilted) {
      return log_tail - log_of_tail(tilted.at_most(a));
    });
  }
  if (a == margins.low()) {
    result.odds_ratio = 0;
  } else if (a == margins.high()) {
    result.odds_ratio = infinity;
  } else {
    result.odds_ratio = solve(
        margins, [&](const DiscreteLaw& tilted) { return tilted.mean() - static_cast<double>(a); });
  }
  return result;
}

}  // namespace faultline::analysis
