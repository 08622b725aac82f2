#include "analysis/midranks.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>

namespace faultline::analysis {

std::vector<std::int64_t> doubled_midranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [values](std::size_t i) { return values[i]; });

  std::vector<std::int64_t> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    // Ranks first + 1 to end: twice their mean is first + 1 + end.
    for (std::size_t i = first; i < end; ++i) {
      ranks[order[i]] = static_cast<std::int64_t>(first + 1 + end);
    }
    first = end;
  }
  return ranks;
}

std::vector<std::int64_t> tie_sizes(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  std::vector<std::int64_t> sizes;
  for (auto first = sorted.begin(); first != sorted.end();) {
    const auto end = std::upper_bound(first, sorted.end(), *first);
    if (end - first > 1) sizes.push_back(end - first);
    first = end;
  }
  return sizes;
}

bool is_constant(std::span<const double> values) {
  return std::ranges::adjacent_find(values, std::not_equal_to<>{}) == values.end();
}

}  // namespace faultline::analysis
