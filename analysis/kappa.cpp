#include "analysis/kappa.h"

#include <cmath>
#include <utility>
#include <vector>

#include "base/error.h"

namespace faultline::analysis {

namespace {

void require_square(const ContingencyTable& table) {
  if (table.rows() == table.columns()) return;
  throw Error("a table of two raters must be square")
      .help("give every code a row and a column, also where a rater never used it");
}

double agreement_weight(KappaWeights weights, std::size_t i, std::size_t j, std::size_t count) {
  if (i == j) return 1;
  const double distance =
      (static_cast<double>(i) - static_cast<double>(j)) / (static_cast<double>(count) - 1);
  switch (weights) {
    case KappaWeights::kLinear:
      return 1 - std::abs(distance);
    case KappaWeights::kQuadratic:
      return 1 - distance * distance;
    case KappaWeights::kNone:
      break;
  }
  return 0;
}

/// Whether both raters put every item under one and the same code: chance agreement is then 1.
/// Asked of the counts, since a sum of shares may miss 1 by a rounding error.
bool is_one_code_throughout(const ContingencyTable& table) {
  for (std::size_t code = 0; code < table.rows(); ++code) {
    if (table.at(code, code) == table.total()) return true;
  }
  return false;
}

/// The root of a mean squared deviation. A variance that is 0 by the formula comes out as the
/// square of rounding errors, far below any that a real table has.
double standard_error(double variance, double divisor) {
  constexpr double kRoundingOnly = 1e-29;
  return variance < kRoundingOnly ? 0 : std::sqrt(variance / divisor);
}

/// The shares of a table and the mean weights that both standard errors are made of.
struct WeightedShares {
  std::vector<double> row_share;
  std::vector<double> column_share;
  std::vector<double> row_mean;     ///< mean weight of a row's code against rater 2
  std::vector<double> column_mean;  ///< mean weight of a column's code against rater 1
};

WeightedShares weighted_shares(const ContingencyTable& table, KappaWeights weights) {
  const std::size_t codes = table.rows();
  const auto items = static_cast<double>(table.total());
  WeightedShares shares{std::vector<double>(codes), std::vector<double>(codes),
                        std::vector<double>(codes), std::vector<double>(codes)};
  for (std::size_t i = 0; i < codes; ++i) {
    shares.row_share[i] = static_cast<double>(table.row_totals()[i]) / items;
    shares.column_share[i] = static_cast<double>(table.column_totals()[i]) / items;
  }
  for (std::size_t i = 0; i < codes; ++i) {
    for (std::size_t j = 0; j < codes; ++j) {
      const double weight = agreement_weight(weights, i, j, codes);
      shares.row_mean[i] += shares.column_share[j] * weight;
      shares.column_mean[j] += shares.row_share[i] * weight;
    }
  }
  return shares;
}

void add_standard_errors(Kappa& result, const ContingencyTable& table, KappaWeights weights,
                         const WeightedShares& shares) {
  const auto items = static_cast<double>(table.total());
  const double expected = *result.expected_agreement;
  const double doubt = 1 - *result.kappa;
  const double mean = *result.observed_agreement - 2 * expected * doubt;
  double null_variance = 0;
  double variance = 0;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    for (std::size_t j = 0; j < table.columns(); ++j) {
      const double weight = agreement_weight(weights, i, j, table.rows());
      const double means = shares.row_mean[i] + shares.column_mean[j];
      const double null_deviation = weight - means + expected;
      const double deviation = weight - means * doubt - mean;
      null_variance +=
          shares.row_share[i] * shares.column_share[j] * null_deviation * null_deviation;
      variance += static_cast<double>(table.at(i, j)) / items * deviation * deviation;
    }
  }
  const double divisor = items * (1 - expected) * (1 - expected);
  result.se_null = standard_error(null_variance, divisor);
  result.se = standard_error(variance, divisor);
}

}  // namespace

ContingencyTable confusion_matrix(std::span<const CodePair> pairs, std::size_t code_count) {
  std::vector<std::int64_t> cells(code_count * code_count);
  const auto position = [code_count](std::int32_t code) {
    if (code < 0 || static_cast<std::size_t>(code) >= code_count) {
      throw Error("a pair of labels holds a code that is not declared");
    }
    return static_cast<std::size_t>(code);
  };
  for (const CodePair& pair : pairs) {
    ++cells[position(pair.first) * code_count + position(pair.second)];
  }
  return {code_count, code_count, std::move(cells)};
}

Kappa cohen_kappa(const ContingencyTable& table, KappaWeights weights, double confidence) {
  require_square(table);
  const double quantile = normal_quantile(confidence);
  Kappa result;
  result.items = table.total();
  if (table.total() == 0) return result;

  const auto items = static_cast<double>(table.total());
  double observed = 0;
  double expected = 0;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    for (std::size_t j = 0; j < table.columns(); ++j) {
      const double weight = agreement_weight(weights, i, j, table.rows());
      observed += weight * static_cast<double>(table.at(i, j));
      expected += weight * static_cast<double>(table.row_totals()[i]) *
                  static_cast<double>(table.column_totals()[j]);
    }
  }
  result.observed_agreement = observed / items;
  result.expected_agreement = expected / items / items;
  if (is_one_code_throughout(table)) return result;

  result.kappa =
      (*result.observed_agreement - *result.expected_agreement) / (1 - *result.expected_agreement);
  add_standard_errors(result, table, weights, weighted_shares(table, weights));
  result.interval = Interval{*result.kappa - quantile * *result.se,  //
                             *result.kappa + quantile * *result.se};
  if (*result.se_null > 0) {
    result.z = *result.kappa / *result.se_null;
    result.p = normal_p(*result.z);
  }
  return result;
}

ScottPi scott_pi(const ContingencyTable& table) {
  require_square(table);
  ScottPi result;
  if (table.total() == 0) return result;

  const auto items = static_cast<double>(table.total());
  double agreed = 0;
  double expected = 0;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    agreed += static_cast<double>(table.at(i, i));
    const double share =
        static_cast<double>(table.row_totals()[i] + table.column_totals()[i]) / (2 * items);
    expected += share * share;
  }
  result.observed_agreement = agreed / items;
  result.expected_agreement = expected;
  if (is_one_code_throughout(table)) return result;
  result.pi = (*result.observed_agreement - expected) / (1 - expected);
  return result;
}

}  // namespace faultline::analysis
