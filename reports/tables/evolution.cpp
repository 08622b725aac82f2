#include "reports/tables/evolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "analysis/evolution.h"
#include "base/clock.h"
#include "base/text.h"
#include "data/operator_history.h"
#include "reports/labelled_issues.h"
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

std::string date_text(analysis::Date date) { return to_iso8601(date).substr(0, 10); }

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
    result.failures.push_back({.release = to_date(release->release),
                               .is_incompatibility_or_type = kCausesOfChange.contains(
                                   code.parent.empty() ? code.id : code.parent)});
  }
  return result;
}

std::vector<analysis::Date> read_release_dates(data::Database& database) {
  std::vector<analysis::Date> dates;
  for (const std::string& date : data::release_dates(database)) dates.push_back(*to_date(date));
  return dates;
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

struct HistoryEvolution {
  std::string history;
  analysis::Evolution evolution;
};

struct EvolutionData {
  std::vector<HistoryEvolution> histories;
  std::int64_t without_date = 0;

  /// The history that reaches farthest: its intervals are the rows.
  [[nodiscard]] const HistoryEvolution& longest() const {
    return *std::max_element(histories.begin(), histories.end(), [](const auto& a, const auto& b) {
      return a.evolution.intervals.size() < b.evolution.intervals.size();
    });
  }
};

EvolutionData compute(const TableRequest& request, const LabelledIssues& issues) {
  const Failures failures = read_failures(request, issues);
  EvolutionData result{.histories = {}, .without_date = failures.without_date};
  const std::vector<analysis::Date> dates = read_release_dates(*request.database);
  for (const std::string& history : data::operator_histories(*request.database)) {
    const std::vector<analysis::Release> releases =
        read_releases(*request.database, history, dates);
    result.histories.push_back(
        {history, analysis::evolution(releases, failures_within(failures.failures, releases, dates),
                                      analysis::published_merge())});
  }
  return result;
}

void add_notes(Table& table, const EvolutionData& data, const LabelledIssues& issues) {
  if (data.histories.empty()) {
    table.notes.emplace_back(
        "The study has no operator history yet; `faultline opsets import FILE` brings one.");
    return;
  }
  table.notes.push_back(fmt::format("Labels of {}.", issues.raters().description));
  table.notes.push_back(fmt::format(
      "Left out: the first release and the newest that an issue belongs to, with the issues before "
      "the first release: {} issues.",
      data.longest().evolution.failures_left_out));
  if (data.without_date > 0) {
    table.notes.push_back(
        fmt::format("Left out as well: issues of which it is not known when they were opened: {}.",
                    data.without_date));
  }
}

/// The options that lead to the issues of an interval.
std::vector<std::string> interval_options(const analysis::ReleaseInterval& interval) {
  std::vector<std::string> options;
  for (const analysis::Date& date : interval.releases) {
    options.emplace_back("--release");
    options.push_back(date_text(date));
  }
  return options;
}

Value correlation_value(const analysis::Correlation& correlation) {
  if (!correlation.coefficient) return {};
  if (!correlation.interval) return *correlation.coefficient;
  return Estimate{*correlation.coefficient, correlation.interval->low, correlation.interval->high};
}

}  // namespace

Table evolution_table(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const EvolutionData data = compute(request, issues);
  Table table{.id = "evolution", .title = "Operator changes and failures by ONNX release"};
  table.columns = {{.id = "release", .label = "Release"}, {.id = "until", .label = "Merged with"}};
  for (const HistoryEvolution& history : data.histories) {
    table.columns.push_back({.id = fmt::format("changes.{}", history.history),
                             .label = history.history,
                             .group = "Operator changes",
                             .kind = ColumnKind::kCount});
  }
  table.columns.push_back({.id = "failures",
                           .label = "Failures",
                           .kind = ColumnKind::kCount,
                           .where = {"--where", "cause=any"},
                           .counts_issues = true});
  table.columns.push_back(
      {.id = "incompatibility-or-type",
       .label = "Incompatibility or type",
       .kind = ColumnKind::kCount,
       .where = {"--where", "cause=incompatibility", "--where", "cause=type-problem"},
       .counts_issues = true});
  table.columns.push_back(
      {.id = "share", .label = "Share", .kind = ColumnKind::kShare, .has_interval = true});
  add_notes(table, data, issues);
  if (data.histories.empty()) return table;

  for (const analysis::ReleaseInterval& interval : data.longest().evolution.intervals) {
    std::vector<std::string> merged;
    for (const analysis::Date& date : interval.releases) {
      if (date != interval.date()) merged.push_back(date_text(date));
    }
    Row row{.values = {date_text(interval.date()), join(merged, ", ")},
            .where = interval_options(interval)};
    for (const HistoryEvolution& history : data.histories) {
      const auto same =
          std::find_if(history.evolution.intervals.begin(), history.evolution.intervals.end(),
                       [&](const auto& other) { return other.date() == interval.date(); });
      const bool known = same != history.evolution.intervals.end();
      row.values.push_back(known ? Value(same->changes) : Value());
    }
    row.values.emplace_back(interval.failures);
    row.values.emplace_back(interval.incompatibility_or_type);
    row.values.push_back(share_value(interval.incompatibility_or_type, interval.failures));
    table.rows.push_back(std::move(row));
  }
  add_example(table);
  return table;
}

Table evolution_correlation_table(const TableRequest& request) {
  const LabelledIssues issues(*request.database,
                              data::prefer_rater(*request.database, request.rater));
  const EvolutionData data = compute(request, issues);
  Table table{.id = "evolution-correlation",
              .title = "Rank correlation of operator changes with failures"};
  table.columns = {{.id = "measure", .label = "Operator changes against"}};
  for (const HistoryEvolution& history : data.histories) {
    const std::string group = fmt::format("Changes: {}", history.history);
    table.columns.push_back({.id = history.history + ".rho",
                             .label = "rho",
                             .group = group,
                             .kind = ColumnKind::kNumber,
                             .has_interval = true});
    table.columns.push_back({.id = history.history + ".p",
                             .label = "p",
                             .group = group,
                             .kind = ColumnKind::kProbability});
    table.columns.push_back({.id = history.history + ".intervals",
                             .label = "n",
                             .group = group,
                             .kind = ColumnKind::kCount});
  }
  struct Measure {
    const char* id;
    analysis::Correlation analysis::Evolution::*correlation;
  };
  constexpr std::array kMeasures{
      Measure{"all failures", &analysis::Evolution::failures},
      Measure{"incompatibility and type problems", &analysis::Evolution::incompatibility_or_type},
      Measure{"their share", &analysis::Evolution::share},
  };
  for (const Measure& measure : kMeasures) {
    Row row{.values = {std::string(measure.id)}};
    for (const HistoryEvolution& history : data.histories) {
      const analysis::Correlation& correlation = history.evolution.*measure.correlation;
      row.values.push_back(correlation_value(correlation));
      row.values.push_back(correlation.p ? Value(*correlation.p) : Value());
      row.values.emplace_back(static_cast<std::int64_t>(correlation.df + 2));
    }
    table.rows.push_back(std::move(row));
  }
  add_notes(table, data, issues);
  return table;
}

}  // namespace faultline::reports
