#include "analysis/distributions.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

#include "base/error.h"

namespace faultline::analysis {

void require_confidence(double confidence) {
  if (confidence > 0 && confidence < 1) return;
  throw Error("the confidence level must lie between 0 and 1").help("0.95 is the usual one");
}

double normal_quantile(double confidence) {
  require_confidence(confidence);
  return boost::math::quantile(
      boost::math::complement(boost::math::normal(), (1 - confidence) / 2));
}

double student_t_quantile(double confidence, double df) {
  require_confidence(confidence);
  return boost::math::quantile(
      boost::math::complement(boost::math::students_t(df), (1 - confidence) / 2));
}

double normal_p(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

double student_t_p(double t, double df) {
  if (std::isinf(t)) return 0;
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(df), std::abs(t)));
}

std::optional<double> chi_square_p(double statistic, std::int64_t df) {
  if (df < 1) return std::nullopt;
  const boost::math::chi_squared law(static_cast<double>(df));
  return boost::math::cdf(boost::math::complement(law, statistic));
}

}  // namespace faultline::analysis
