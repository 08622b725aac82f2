#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analysis/evolution.h"
#include "reports/labelled_issues.h"
#include "reports/table.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// What one history of operators and one set of choices give.
struct HistoryEvolution {
  std::string history;
  analysis::Evolution evolution;
};

/// What the tables about the evolution of ONNX are computed from: the issues that have a cause, and
/// the operator histories of the study.
class EvolutionData {
 public:
  /// @param request, issues  are read here only
  EvolutionData(const TableRequest& request, const LabelledIssues& issues);

  /// The names of the histories.
  [[nodiscard]] const std::vector<std::string>& histories() const { return histories_; }

  /// The comparison by one history; `choices.end` is set to the first release that the study knows
  /// behind the history's last one, `choices.observed_until` to when issues were last collected.
  [[nodiscard]] analysis::Evolution compute(const std::string& history,
                                            analysis::EvolutionChoices choices = {}) const;

  /// The comparison as published, by each history.
  [[nodiscard]] const std::vector<HistoryEvolution>& as_published() const { return published_; }

  /// The history that reaches farthest: its intervals are the rows of tables. There is one.
  [[nodiscard]] const HistoryEvolution& longest() const;

  /// Whether it is known of any issue when it was opened, without which there is no lag.
  [[nodiscard]] bool has_dates() const;

  /// Notes whose labels count and what was left out, or that there is no history.
  void add_notes(Table& table) const;

 private:
  std::vector<std::string> histories_;
  std::map<std::string, std::vector<analysis::Release>> releases_;
  std::vector<analysis::Failure> failures_;
  std::vector<analysis::Date> dates_;              ///< of all releases that the study knows
  std::optional<analysis::Date> collected_until_;  ///< none where issues were not collected
  std::vector<HistoryEvolution> published_;
  std::int64_t without_release_ = 0;
  std::string raters_;
};

/// "2018-03-21".
[[nodiscard]] std::string date_text(analysis::Date date);

/// The options that lead to the issues of an interval.
[[nodiscard]] std::vector<std::string> interval_options(const analysis::ReleaseInterval& interval);

/// The dates that were merged into an interval, with commas; empty where none were.
[[nodiscard]] std::string merged_text(const analysis::ReleaseInterval& interval);

/// A coefficient with its interval, or as much of it as there is.
[[nodiscard]] Value correlation_value(const analysis::Correlation& correlation);

/// How tables call a measure: "all failures".
[[nodiscard]] std::string_view measure_name(analysis::Measure measure);

}  // namespace faultline::reports
