#include "analysis/paired.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "analysis/distributions.h"

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

}  // namespace faultline::analysis
