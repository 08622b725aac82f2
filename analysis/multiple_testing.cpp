#include "analysis/multiple_testing.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "base/error.h"

namespace faultline::analysis {

AdjustedP adjust_p(std::span<const double> p) { return adjust_p(p, p.size()); }

AdjustedP adjust_p(std::span<const double> p, std::uint64_t family) {
  if (family < p.size()) throw Error("a family of tests cannot be smaller than its p-values");
  for (const double value : p) {
    if (!(value >= 0 && value <= 1)) throw Error("a p-value must lie in [0, 1]");
  }
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [p](std::size_t i) { return p[i]; });
  const auto tests = static_cast<double>(family);

  AdjustedP adjusted{std::vector<double>(p.size()), std::vector<double>(p.size()),
                     std::vector<double>(p.size())};
  double largest = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double value = p[order[k]];
    largest = std::max(largest, std::min(1.0, (tests - static_cast<double>(k)) * value));
    adjusted.bonferroni[order[k]] = std::min(1.0, tests * value);
    adjusted.holm[order[k]] = largest;
  }
  double smallest = 1;
  for (std::size_t k = order.size(); k-- > 0;) {
    smallest = std::min(smallest, tests * p[order[k]] / static_cast<double>(k + 1));
    adjusted.benjamini_hochberg[order[k]] = smallest;
  }
  return adjusted;
}

}  // namespace faultline::analysis
