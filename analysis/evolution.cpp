#include "analysis/evolution.h"

#include <algorithm>
#include <cstddef>
#include <map>

#include "base/error.h"

namespace faultline::analysis {

namespace {

constexpr int kMostLagMonths = 1200;

std::vector<ReleaseInterval> intervals_of(std::span<const Release> releases,
                                          std::span<const Date> merged) {
  std::vector<ReleaseInterval> intervals;
  std::optional<std::size_t> merged_into;
  for (const Release& release : sum_by_date(releases)) {
    const bool is_merged = std::ranges::find(merged, release.date) != merged.end();
    if (!is_merged || !merged_into) {
      intervals.emplace_back();
      if (is_merged) merged_into = intervals.size() - 1;
    } else if (*merged_into + 1 != intervals.size()) {
      throw Error("releases can only be merged where no other one lies between them");
    }
    ReleaseInterval& interval = intervals.back();
    interval.releases.push_back(release.date);
    interval.changes += release.changes;
  }
  return intervals;
}

/// How long each interval lasts, from its (delayed) beginning to the next one's, or was observed.
void measure_lengths(std::vector<ReleaseInterval>& intervals, const EvolutionChoices& choices) {
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    const bool is_last = i + 1 == intervals.size();
    std::optional<Date> end = is_last ? choices.end : intervals[i + 1].date();
    if (end) end = add_months(*end, choices.lag_months);
    if (choices.observed_until) end = std::min(end.value_or(Date::max()), *choices.observed_until);
    if (!end) continue;
    const auto length = *end - add_months(intervals[i].date(), choices.lag_months);
    if (length.count() > 0) intervals[i].days = length.count();
  }
}

/// Finds the interval of each failure.
class IntervalFinder {
 public:
  IntervalFinder(const std::vector<ReleaseInterval>& intervals, const EvolutionChoices& choices)
      : lag_months_(choices.lag_months) {
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      begins_.push_back(add_months(intervals[i].date(), lag_months_));
      for (const Date date : intervals[i].releases) interval_of_.emplace(date, i);
    }
    if (choices.end) end_ = add_months(*choices.end, lag_months_);
  }

  /// No value before the first interval, and with a lag where the date is missing.
  /// @throws Error (input) where the failure belongs to a date that is no release
  [[nodiscard]] std::optional<std::size_t> find(const Failure& failure) const {
    return lag_months_ == 0 ? by_release(failure) : by_opening(failure);
  }

 private:
  [[nodiscard]] std::optional<std::size_t> by_release(const Failure& failure) const {
    if (!failure.release) return std::nullopt;
    const auto found = interval_of_.find(*failure.release);
    if (found != interval_of_.end()) return found->second;
    throw Error("a failure belongs to a date on which nothing was released");
  }

  [[nodiscard]] std::optional<std::size_t> by_opening(const Failure& failure) const {
    if (!failure.opened || (end_ && *failure.opened >= *end_)) return std::nullopt;
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), *failure.opened);
    if (after == begins_.begin()) return std::nullopt;
    return static_cast<std::size_t>(after - begins_.begin()) - 1;
  }

  int lag_months_;
  std::vector<Date> begins_;
  std::optional<Date> end_;
  std::map<Date, std::size_t> interval_of_;
};

/// Adds each failure to its interval.
/// @return the newest interval that any failure belongs to
std::optional<std::size_t> count_failures(std::vector<ReleaseInterval>& intervals,
                                          std::span<const Failure> failures,
                                          const EvolutionChoices& choices) {
  const IntervalFinder finder(intervals, choices);
  std::optional<std::size_t> newest;
  for (const Failure& failure : failures) {
    const std::optional<std::size_t> found = finder.find(failure);
    if (!found) continue;
    ReleaseInterval& interval = intervals[*found];
    ++interval.failures;
    if (failure.is_incompatibility_or_type) ++interval.incompatibility_or_type;
    newest = std::max(newest.value_or(0), *found);
  }
  return newest;
}

std::optional<double> value_of(const ReleaseInterval& interval, Measure measure) {
  switch (measure) {
    case Measure::kFailures:
      return static_cast<double>(interval.failures);
    case Measure::kRate:
      if (!interval.days) return std::nullopt;
      return static_cast<double>(interval.failures) / static_cast<double>(*interval.days);
    case Measure::kIncompatibilityOrType:
      return static_cast<double>(interval.incompatibility_or_type);
    case Measure::kShare:
      return interval.share();
  }
  return std::nullopt;
}

void correlate(Evolution& result, double confidence) {
  const auto rho = [&](Measure measure) {
    const MeasuredChanges pairs = measured(result.intervals, measure);
    return spearman(pairs.changes, pairs.values, confidence);
  };
  result.failures = rho(Measure::kFailures);
  result.rate = rho(Measure::kRate);
  result.incompatibility_or_type = rho(Measure::kIncompatibilityOrType);
  result.share = rho(Measure::kShare);
  result.intervals_without_failures = std::ranges::count_if(
      result.intervals, [](const auto& interval) { return !interval.share(); });
}

}  // namespace

std::vector<Release> sum_by_date(std::span<const Release> operator_sets) {
  std::map<Date, std::int64_t> changes;
  for (const Release& release : operator_sets) changes[release.date] += release.changes;
  std::vector<Release> releases;
  releases.reserve(changes.size());
  for (const auto& [date, sum] : changes) releases.push_back({date, sum});
  return releases;
}

std::optional<double> ReleaseInterval::share() const {
  if (failures == 0) return std::nullopt;
  return static_cast<double>(incompatibility_or_type) / static_cast<double>(failures);
}

std::vector<Date> published_merge() {
  using std::chrono::April;
  using std::chrono::March;
  using std::chrono::May;
  using std::chrono::year;
  return {year(2018) / March / 21, year(2018) / April / 25, year(2018) / May / 24};
}

Evolution evolution(std::span<const Release> releases, std::span<const Failure> failures,
                    const EvolutionChoices& choices, double confidence) {
  if (choices.lag_months < 0 || choices.lag_months > kMostLagMonths) {
    throw Error("the lag after a release does not lie between 0 and 1200 months");
  }
  std::vector<ReleaseInterval> intervals = intervals_of(releases, choices.merged);
  measure_lengths(intervals, choices);
  const std::optional<std::size_t> newest = count_failures(intervals, failures, choices);

  Evolution result;
  result.failures_left_out = static_cast<std::int64_t>(failures.size());
  if (choices.lag_months > 0) {
    result.failures_without_date =
        std::ranges::count_if(failures, [](const Failure& failure) { return !failure.opened; });
  }
  const std::size_t end = newest ? *newest + (choices.with_last ? 1 : 0) : 0;
  for (std::size_t i = choices.with_first ? 0 : 1; i < end; ++i) {
    result.failures_left_out -= intervals[i].failures;
    result.intervals.push_back(intervals[i]);
  }
  correlate(result, confidence);
  return result;
}

MeasuredChanges measured(std::span<const ReleaseInterval> intervals, Measure measure) {
  MeasuredChanges pairs;
  for (const ReleaseInterval& interval : intervals) {
    const std::optional<double> value = value_of(interval, measure);
    if (!value) continue;
    pairs.changes.push_back(static_cast<double>(interval.changes));
    pairs.values.push_back(*value);
  }
  return pairs;
}

Date add_months(Date date, int months) {
  const std::chrono::year_month_day day(date);
  const std::chrono::year_month month = day.year() / day.month() + std::chrono::months(months);
  const std::chrono::year_month_day same(month.year(), month.month(), day.day());
  if (same.ok()) return same;
  return month.year() / month.month() / std::chrono::last;
}

}  // namespace faultline::analysis
