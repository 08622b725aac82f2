#include "analysis/evolution.h"

#include <algorithm>
#include <cstddef>
#include <map>

#include "base/error.h"

namespace faultline::analysis {

namespace {

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

/// Adds each failure to its interval.
/// @return the newest interval that any failure belongs to
std::optional<std::size_t> count_failures(std::vector<ReleaseInterval>& intervals,
                                          std::span<const Failure> failures) {
  std::map<Date, std::size_t> interval_of;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    for (const Date date : intervals[i].releases) interval_of.emplace(date, i);
  }
  std::optional<std::size_t> newest;
  for (const Failure& failure : failures) {
    if (!failure.release) continue;
    const auto found = interval_of.find(*failure.release);
    if (found == interval_of.end()) {
      throw Error("a failure belongs to a date on which nothing was released");
    }
    ReleaseInterval& interval = intervals[found->second];
    ++interval.failures;
    if (failure.is_incompatibility_or_type) ++interval.incompatibility_or_type;
    newest = std::max(newest.value_or(0), found->second);
  }
  return newest;
}

void correlate(Evolution& result, double confidence) {
  std::vector<double> changes;
  std::vector<double> failures;
  std::vector<double> incompatibility_or_type;
  std::vector<double> changes_with_share;
  std::vector<double> shares;
  for (const ReleaseInterval& interval : result.intervals) {
    changes.push_back(static_cast<double>(interval.changes));
    failures.push_back(static_cast<double>(interval.failures));
    incompatibility_or_type.push_back(static_cast<double>(interval.incompatibility_or_type));
    if (const std::optional<double> share = interval.share()) {
      changes_with_share.push_back(changes.back());
      shares.push_back(*share);
    } else {
      ++result.intervals_without_failures;
    }
  }
  result.failures = spearman(changes, failures, confidence);
  result.incompatibility_or_type = spearman(changes, incompatibility_or_type, confidence);
  result.share = spearman(changes_with_share, shares, confidence);
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
                    std::span<const Date> merged, double confidence) {
  std::vector<ReleaseInterval> intervals = intervals_of(releases, merged);
  const std::optional<std::size_t> newest = count_failures(intervals, failures);

  Evolution result;
  result.failures_left_out = static_cast<std::int64_t>(failures.size());
  for (std::size_t i = 1; i < newest.value_or(0); ++i) {
    result.failures_left_out -= intervals[i].failures;
    result.intervals.push_back(intervals[i]);
  }
  correlate(result, confidence);
  return result;
}

}  // namespace faultline::analysis
