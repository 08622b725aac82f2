#include "reports/tables/evolution_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/clock.h"
#include "base/text.h"
#include "data/collections.h"
#include "data/operator_history.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

/// The causes that the hypothesis is about: those that a change of operators can bring.
const std::set<std::string> kCausesOfChange{"incompatibility", "type-problem"};

std::optional<analysis::Date> to_date(const std::string& text) {
  const std::optional<Moment> moment = parse_iso8601(text);
  if (!moment) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*moment);
}

struct Failures {
  std::vector<analysis::Failure> failures;
  std::int64_t without_date = 0;
};

/// The issues that have a cause, each with the newest release before it.
Failures read_failures(const TableRequest& request, const LabelledIssues& issues) {
  const data::Dimension& cause = required_dimension(*request.codebook, "cause");
  const std::vector<std::int32_t> codes = issues.codes(cause);
  const std::vector<data::IssueRelease> releases = data::issue_releases(*request.database);
  Failures result;
  auto release = releases.begin();
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] < 0) continue;
    while (release != releases.end() && release->issue_id < issues.ids()[i]) ++release;
    if (release == releases.end() || release->issue_id != issues.ids()[i]) {
      ++result.without_date;
      continue;
    }
    const data::Code& code = cause.codes[static_cast<std::size_t>(codes[i])];
    result.failures.push_back(
        {.release = to_date(release->release),
         .is_incompatibility_or_type =
             kCausesOfChange.contains(code.parent.empty() ? code.id : code.parent),
         .opened = release->opened ? to_date(*release->opened) : std::nullopt});
  }
  return result;
}

std::vector<analysis::Date> read_release_dates(data::Database& database) {
  std::vector<analysis::Date> dates;
  for (const std::string& date : data::release_dates(database)) dates.push_back(*to_date(date));
  return dates;
}

std::optional<analysis::Date> read_collected_until(data::Database& database) {
  const auto moment = data::collected_until(database);
  return moment ? to_date(*moment) : std::nullopt;
}

/// The releases from the first to the last of which a history has changes, by date; sets without a
/// release date are not out yet. A release between them of which it has none changed nothing.
std::vector<analysis::Release> read_releases(data::Database& database, const std::string& history,
                                             const std::vector<analysis::Date>& all_dates) {
  std::vector<analysis::Release> sets;
  for (const data::OperatorSetChanges& set : data::operator_set_changes(database, history)) {
    if (set.released) sets.push_back({.date = *to_date(*set.released), .changes = set.total()});
  }
  const std::vector<analysis::Release> counted = analysis::sum_by_date(sets);
  if (counted.empty()) return {};
  for (const analysis::Date date : all_dates) {
    if (date > counted.front().date && date < counted.back().date) sets.push_back({.date = date});
  }
  return analysis::sum_by_date(sets);
}

/// The failures as a history sees them: it knows nothing of those that belong to a release before
/// its first or after its last.
std::vector<analysis::Failure> failures_within(std::vector<analysis::Failure> failures,
                                               const std::vector<analysis::Release>& releases,
                                               const std::vector<analysis::Date>& all_dates) {
  for (analysis::Failure& failure : failures) {
    const bool is_release =
        failure.release && std::binary_search(all_dates.begin(), all_dates.end(), *failure.release);
    if (!is_release) continue;
    const bool is_known = !releases.empty() && *failure.release >= releases.front().date &&
                          *failure.release <= releases.back().date;
    if (!is_known) failure.release.reset();
  }
  return failures;
}

}  // namespace

EvolutionData::EvolutionData(const TableRequest& request, const LabelledIssues& issues)
    : histories_(data::operator_histories(*request.database)),
      dates_(read_release_dates(*request.database)),
      collected_until_(read_collected_until(*request.database)),
      raters_(issues.raters().description) {
  Failures failures = read_failures(request, issues);
  failures_ = std::move(failures.failures);
  without_release_ = failures.without_date;
  for (const std::string& history : histories_) {
    releases_.emplace(history, read_releases(*request.database, history, dates_));
    published_.push_back({history, compute(history)});
  }
}

analysis::Evolution EvolutionData::compute(const std::string& history,
                                           analysis::EvolutionChoices choices) const {
  const std::vector<analysis::Release>& releases = releases_.at(history);
  if (!releases.empty()) {
    const auto next = std::ranges::upper_bound(dates_, releases.back().date);
    if (next != dates_.end()) choices.end = *next;
  }
  choices.observed_until = collected_until_;
  return analysis::evolution(releases, failures_within(failures_, releases, dates_), choices);
}

const HistoryEvolution& EvolutionData::longest() const {
  return *std::ranges::max_element(published_, {}, [](const HistoryEvolution& history) {
    return history.evolution.intervals.size();
  });
}

bool EvolutionData::has_dates() const {
  return std::ranges::any_of(failures_, [](const auto& failure) { return bool(failure.opened); });
}

void EvolutionData::add_notes(Table& table) const {
  if (histories_.empty()) {
    table.notes.emplace_back(
        "The study has no operator history yet; `faultline opsets import FILE` brings one.");
    return;
  }
  table.notes.push_back(fmt::format("Labels of {}.", raters_));
  table.notes.push_back(fmt::format(
      "Left out: the first release and the newest that an issue belongs to, with the issues before "
      "the first release: {} issues.",
      longest().evolution.failures_left_out));
  if (without_release_ > 0) {
    table.notes.push_back(
        fmt::format("Left out as well: issues of which it is not known when they were opened: {}.",
                    without_release_));
  }
}

std::string date_text(analysis::Date date) { return to_iso8601(date).substr(0, 10); }

std::vector<std::string> interval_options(const analysis::ReleaseInterval& interval) {
  std::vector<std::string> options;
  for (const analysis::Date& date : interval.releases) {
    options.emplace_back("--release");
    options.push_back(date_text(date));
  }
  return options;
}

std::string merged_text(const analysis::ReleaseInterval& interval) {
  std::vector<std::string> merged;
  for (const analysis::Date& date : interval.releases) {
    if (date != interval.date()) merged.push_back(date_text(date));
  }
  return join(merged, ", ");
}

Value correlation_value(const analysis::Correlation& correlation) {
  if (!correlation.coefficient) return {};
  if (!correlation.interval) return *correlation.coefficient;
  return Estimate{*correlation.coefficient, correlation.interval->low, correlation.interval->high};
}

std::string_view measure_name(analysis::Measure measure) {
  switch (measure) {
    case analysis::Measure::kFailures:
      return "all failures";
    case analysis::Measure::kRate:
      return "failures per 30 days";
    case analysis::Measure::kIncompatibilityOrType:
      return "incompatibility and type problems";
    case analysis::Measure::kShare:
      return "their share";
  }
  return {};
}

}  // namespace faultline::reports
