#include "analysis/percentages.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "base/error.h"

namespace faultline::analysis {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::int64_t kMostItems = std::int64_t{1} << 53;

std::int64_t units_per_percent(int decimals) {
  if (decimals < 0 || decimals > kMostDecimals) {
    throw Error("a percentage has 0 to 6 decimals");
  }
  std::int64_t units = 1;
  for (int i = 0; i < decimals; ++i) units *= 10;
  return units;
}

struct Part {
  std::size_t place = 0;
  std::int64_t count = 0;
  std::int64_t units = 0;
  Wide remainder = 0;
};

}  // namespace

std::vector<double> largest_remainder(std::span<const std::int64_t> counts, int decimals) {
  const std::int64_t per_percent = units_per_percent(decimals);
  const std::int64_t all_units = 100 * per_percent;
  std::int64_t total = 0;
  for (const std::int64_t count : counts) {
    if (count < 0) throw Error("a percentage needs counts of 0 and more");
    if (count > kMostItems - total) throw Error("the counts exceed 2^53");
    total += count;
  }
  std::vector<double> percentages(counts.size());
  if (total == 0) return percentages;

  std::vector<Part> parts;
  std::int64_t missing = all_units;
  for (std::size_t place = 0; place < counts.size(); ++place) {
    const Wide share = static_cast<Wide>(counts[place]) * static_cast<Wide>(all_units);
    const auto whole = static_cast<std::int64_t>(share / static_cast<Wide>(total));
    parts.push_back({place, counts[place], whole, share % static_cast<Wide>(total)});
    missing -= whole;
  }
  std::ranges::stable_sort(parts, [](const Part& a, const Part& b) {
    return std::tie(a.remainder, a.count) > std::tie(b.remainder, b.count);
  });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::int64_t units = parts[i].units + (std::cmp_less(i, missing) ? 1 : 0);
    percentages[parts[i].place] = static_cast<double>(units) / static_cast<double>(per_percent);
  }
  return percentages;
}

std::optional<double> rounded_percentage(std::int64_t count, std::int64_t of, int decimals) {
  const std::int64_t per_percent = units_per_percent(decimals);
  if (count < 0 || of < 0) throw Error("a percentage needs counts of 0 and more");
  if (count > kMostItems || of > kMostItems) throw Error("the counts exceed 2^53");
  if (of == 0) return std::nullopt;
  const Wide doubled = 2 * static_cast<Wide>(count) * static_cast<Wide>(100 * per_percent);
  const Wide units = (doubled + static_cast<Wide>(of)) / (2 * static_cast<Wide>(of));
  return static_cast<double>(units) / static_cast<double>(per_percent);
}

namespace {

void require_printed(std::int64_t of, const PrintedPercentage& printed) {
  if (of < 1 || of > kMostItems) throw Error("a percentage is of 1 to 2^53 items");
  if (printed.units < 0 || printed.units > kMostItems) {
    throw Error("a percentage needs units of 0 to 2^53");
  }
}

}  // namespace

bool percentage_fits(std::int64_t count, std::int64_t of, const PrintedPercentage& printed) {
  const std::int64_t per_percent = units_per_percent(printed.decimals);
  require_printed(of, printed);
  if (count < 0 || count > kMostItems) throw Error("a percentage needs counts of 0 and more");
  // |100 per_percent count/of - units| <= 1/2, without a fraction.
  const Wide exact = 2 * static_cast<Wide>(count) * static_cast<Wide>(100 * per_percent);
  const Wide shown = 2 * static_cast<Wide>(printed.units) * static_cast<Wide>(of);
  const Wide apart = exact > shown ? exact - shown : shown - exact;
  return apart <= static_cast<Wide>(of);
}

std::optional<FittingCounts> fitting_counts(std::int64_t of, const PrintedPercentage& printed) {
  const std::int64_t per_percent = units_per_percent(printed.decimals);
  require_printed(of, printed);
  const Wide scale = 2 * static_cast<Wide>(100 * per_percent);
  const Wide twice = 2 * static_cast<Wide>(printed.units);
  const Wide items = static_cast<Wide>(of);
  const Wide low = twice == 0 ? 0 : (twice - 1) * items;
  const Wide least = (low + scale - 1) / scale;
  const Wide most = std::min((twice + 1) * items / scale, items);
  if (least > most) return std::nullopt;
  return FittingCounts{static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)};
}

}  // namespace faultline::analysis
