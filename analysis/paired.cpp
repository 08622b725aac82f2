#include "analysis/paired.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "analysis/proportion.h"
#include "base/error.h"

namespace faultline::analysis {

McNemar mcnemar(const ContingencyTable& table) {
  require_two_by_two(table);
  McNemar result;
  result.b = table.at(0, 1);
  result.c = table.at(1, 0);
  if (result.b + result.c == 0) return result;

  const auto pairs = static_cast<double>(result.b + result.c);
  const auto fewer = static_cast<double>(std::min(result.b, result.c));
  const double tail = boost::math::cdf(boost::math::binomial(pairs, 0.5), fewer);
  result.p_exact = std::min(1.0, 2 * tail);

  const auto difference = static_cast<double>(std::abs(result.b - result.c));
  const double corrected = std::max(0.0, difference - 1);
  result.chi2 = difference * difference / pairs;
  result.p = chi_square_p(*result.chi2, 1);
  result.chi2_corrected = corrected * corrected / pairs;
  result.p_corrected = chi_square_p(*result.chi2_corrected, 1);
  return result;
}

namespace {

/// The correlation of the two judgements, its numerator drawn half the items towards 0 where it is
/// positive; 0 where one of them is always the same.
double corrected_phi(const ContingencyTable& table) {
  const auto cell = [&](std::size_t row, std::size_t column) {
    return static_cast<double>(table.at(row, column));
  };
  double margins = 1;
  for (const std::int64_t total : table.row_totals()) margins *= static_cast<double>(total);
  for (const std::int64_t total : table.column_totals()) margins *= static_cast<double>(total);
  if (margins == 0) return 0;
  double numerator = cell(0, 0) * cell(1, 1) - cell(0, 1) * cell(1, 0);
  if (numerator > 0) {
    numerator = std::max(numerator - static_cast<double>(table.total()) / 2, 0.0);
  }
  return numerator / std::sqrt(margins);
}

}  // namespace

std::optional<PairedDifference> paired_difference(const ContingencyTable& table,
                                                  double confidence) {
  require_two_by_two(table);
  require_confidence(confidence);
  if (table.total() == 0) return std::nullopt;
  const auto share_of = [&](std::int64_t count) {
    return proportion(count, table.total(), confidence);
  };
  const Proportion first = share_of(table.row_totals()[0]);
  const Proportion second = share_of(table.column_totals()[0]);
  const double phi = corrected_phi(table);
  const auto width = [&](double one, double other) {
    return std::sqrt(std::max(0.0, one * one - 2 * phi * one * other + other * other));
  };
  const double difference =
      static_cast<double>(table.at(1, 0) - table.at(0, 1)) / static_cast<double>(table.total());
  return PairedDifference{difference,
                          {difference - width(*second.share - second.interval->low,
                                              first.interval->high - *first.share),
                           difference + width(second.interval->high - *second.share,
                                              *first.share - first.interval->low)}};
}

SymmetryTest bowker(const ContingencyTable& table) {
  if (table.rows() != table.columns()) throw Error("a test of symmetry needs a square table");
  SymmetryTest result;
  double statistic = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = row + 1; column < table.columns(); ++column) {
      const auto one = static_cast<double>(table.at(row, column));
      const auto other = static_cast<double>(table.at(column, row));
      if (one + other == 0) continue;
      statistic += (one - other) * (one - other) / (one + other);
      ++result.df;
    }
  }
  if (result.df == 0) return result;
  result.statistic = statistic;
  result.p = chi_square_p(statistic, result.df);
  return result;
}

}  // namespace faultline::analysis
