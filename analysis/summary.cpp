#include "analysis/summary.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"

namespace faultline::analysis {

namespace {

double quantile(std::span<const double> sorted, double share) {
  const double place = static_cast<double>(sorted.size() - 1) * share;
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 == sorted.size()) return sorted[below];
  return std::lerp(sorted[below], sorted[below + 1], place - static_cast<double>(below));
}

}  // namespace

Summary summarize(std::span<const double> values) {
  if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) {
    throw Error("a summary needs finite values");
  }
  Summary summary;
  summary.n = values.size();
  if (values.empty()) return summary;

  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  const auto count = static_cast<long double>(sorted.size());
  long double sum = 0;
  for (const double value : sorted) sum += value;
  const long double mean = sum / count;
  summary.mean = static_cast<double>(mean);
  summary.median = quantile(sorted, 0.5);
  summary.q1 = quantile(sorted, 0.25);
  summary.q3 = quantile(sorted, 0.75);
  summary.min = sorted.front();
  summary.max = sorted.back();
  if (sorted.size() == 1) return summary;

  long double squares = 0;
  for (const double value : sorted) squares += (value - mean) * (value - mean);
  summary.sd = static_cast<double>(std::sqrt(squares / (count - 1)));
  return summary;
}

}  // namespace faultline::analysis
