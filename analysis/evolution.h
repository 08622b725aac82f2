#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/correlation.h"

namespace faultline::analysis {

/// Whether a converter fails more where the model format changed more (the published study's third
/// research question): operator changes of each release against the failures that were reported
/// between it and the next one.
/// Source: Jajal et al., ISSTA 2024, section 6.1.

using Date = std::chrono::sys_days;

/// A release of the format and how many operators it changed.
struct Release {
  Date date;
  std::int64_t changes = 0;
};

/// Sums the changes of operator sets that came out on one date, which are one release.
/// @return the releases by date
[[nodiscard]] std::vector<Release> sum_by_date(std::span<const Release> operator_sets);

/// An issue, as far as this question goes.
struct Failure {
  std::optional<Date> release;  ///< the newest one before it was opened; none before the first
  bool is_incompatibility_or_type = false;  ///< its cause: incompatibility or a type problem
  std::optional<Date> opened = {};          ///< when it was opened, where that is known
};

/// From one release to the next; several releases where they were merged.
struct ReleaseInterval {
  std::vector<Date> releases;  ///< by date, at least one
  std::int64_t changes = 0;
  std::int64_t failures = 0;
  std::int64_t incompatibility_or_type = 0;
  std::optional<std::int64_t> days = {};  ///< to the next interval; none where its end is not known

  [[nodiscard]] Date date() const { return releases.front(); }
  /// Share of incompatibility and type problems among the failures; none without failures.
  [[nodiscard]] std::optional<double> share() const;
};

/// The releases that the published study counts as one: 2018-03-21, 2018-04-25 and 2018-05-24.
[[nodiscard]] std::vector<Date> published_merge();

/// What has to be decided before changes and failures can be compared; as it stands, as the
/// published study decided.
struct EvolutionChoices {
  bool with_first = false;  ///< the first interval too
  bool with_last = false;   ///< the newest that any failure belongs to, which may not be over
  /// Dates of releases that make one interval; those that are no release are ignored.
  std::vector<Date> merged = published_merge();
  /// Converters follow a release late: its interval begins so many months after it. Where this is
  /// above 0, failures of which it is not known when they were opened are left out.
  int lag_months = 0;
  std::optional<Date> end = {};  ///< when the last release's interval ended
  /// When the failures were collected: an interval that was not over then is as long as it was
  /// observed. None where that is not known.
  std::optional<Date> observed_until = {};
};

/// The intervals that are compared, and the rank correlation of their changes with four measures.
struct Evolution {
  std::vector<ReleaseInterval> intervals;
  Correlation failures;
  Correlation rate;  ///< failures per day, over the intervals whose length is known
  Correlation incompatibility_or_type;
  Correlation share;  ///< over the intervals that have failures
  std::int64_t intervals_without_failures = 0;
  std::int64_t failures_left_out = 0;      ///< before the first release, or in an interval left out
  std::int64_t failures_without_date = 0;  ///< of those left out: a lag needs the date
};

/// Counts failures by release interval and correlates them with the operator changes.
///
/// Left out are the first interval, the newest one that any failure belongs to (it was not over
/// when the issues were collected), unless the choices take them in, and those after it (nothing is
/// known of them yet).
///
/// @param releases  in any order; several of one date are summed
/// @throws Error (input) where a failure belongs to a date that is no release, another release lies
///         between merged ones, or the lag is negative or above 1200 months
[[nodiscard]] Evolution evolution(std::span<const Release> releases,
                                  std::span<const Failure> failures,
                                  const EvolutionChoices& choices = {},
                                  double confidence = kDefaultConfidence);

/// What the changes of an interval are compared with.
enum class Measure { kFailures, kRate, kIncompatibilityOrType, kShare };

/// Changes and a measure, interval by interval, for those of which there is such a measure.
struct MeasuredChanges {
  std::vector<double> changes;
  std::vector<double> values;
};

[[nodiscard]] MeasuredChanges measured(std::span<const ReleaseInterval> intervals, Measure measure);

/// The same day of a later month, or that month's last day where it has no such day.
[[nodiscard]] Date add_months(Date date, int months);

}  // namespace faultline::analysis
