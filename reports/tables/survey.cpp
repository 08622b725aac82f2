#include "reports/tables/survey.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/proportion.h"
#include "analysis/summary.h"
#include "data/survey_codings.h"
#include "data/survey_instrument.h"
#include "data/survey_waves.h"
#include "reports/format_value.h"
#include "reports/survey_results.h"
#include "reports/tables/table_parts.h"

namespace faultline::reports {

namespace {

/// How many of how many, in all waves together (no wave) or in one.
struct Part {
  std::int64_t count = 0;
  std::int64_t of = 0;
};

class SurveyTableBuilder {
 public:
  SurveyTableBuilder(const TableRequest& request, Table table)
      : request_(&request),
        table_(std::move(table)),
        waves_(data::chosen_waves(*request.database, request.wave)) {}

  Table build() {
    add_columns();
    for (const data::SurveyQuestion& question : data::survey_questions(*request_->database)) {
      if (question.table == table_.id) add_question(question);
    }
    add_notes();
    return std::move(table_);
  }

 private:
  [[nodiscard]] bool compares_waves() const { return waves_.size() > 1; }

  void add_columns() {
    table_.columns = {{.id = "answer", .label = "Answer", .audience = Audience::kScreen},
                      {.id = "name", .label = "Answer", .audience = Audience::kPrint}};
    add_part_columns("", compares_waves() ? "All waves" : "");
    if (!compares_waves()) return;
    for (const data::SurveyWave& wave : waves_) {
      add_part_columns(fmt::format("wave-{}.", wave.number), fmt::format("Wave {}", wave.number));
    }
    table_.columns.push_back({.id = "difference",
                              .label = "Difference",
                              .kind = ColumnKind::kShare,
                              .has_interval = true});
  }

  void add_part_columns(const std::string& prefix, const std::string& group) {
    table_.columns.push_back(
        {.id = prefix + "count", .label = "Count", .group = group, .kind = ColumnKind::kCount});
    table_.columns.push_back(
        {.id = prefix + "of", .label = "Of", .group = group, .kind = ColumnKind::kCount});
    table_.columns.push_back({.id = prefix + "share",
                              .label = "Share",
                              .group = group,
                              .kind = ColumnKind::kShare,
                              .has_interval = true});
  }

  static void add_part(Row& row, const Part& part) {
    row.values.emplace_back(part.count);
    row.values.emplace_back(part.of);
    row.values.push_back(share_value(part.count, part.of));
  }

  /// @param part_of  of a wave's number, or of none for all
  template <typename PartOf>
  void add_row(const std::string& id, const std::string& name, int level, const PartOf& part_of) {
    Row row{.values = {id, name}, .level = level, .leads_to_issues = false};
    add_part(row, part_of(std::nullopt));
    if (compares_waves()) {
      for (const data::SurveyWave& wave : waves_) {
        add_part(row, part_of(std::optional(wave.number)));
      }
      row.values.push_back(difference(part_of(std::optional(waves_.front().number)),
                                      part_of(std::optional(waves_.back().number))));
    }
    table_.rows.push_back(std::move(row));
  }

  static Value difference(const Part& first, const Part& last) {
    const analysis::TwoProportions compared =
        analysis::two_proportions(last.count, last.of, first.count, first.of);
    if (!compared.difference || !compared.newcombe) return {};
    return Estimate{*compared.difference, compared.newcombe->low, compared.newcombe->high};
  }

  void add_question(const data::SurveyQuestion& question) {
    using Wave = std::optional<std::int64_t>;
    const SurveyResults results =
        survey_results(*request_->database, question, request_->rater, request_->wave);
    add_row(question.id, question.text, 0, [&](Wave wave) {
      return Part{results.answered(wave), results.asked(wave)};
    });
    if (results.coder) {
      add_row(fmt::format("{}={}", question.id, data::kCodeable), "Codeable", 1, [&](Wave wave) {
        return Part{results.base(wave), results.coded(wave)};
      });
    }
    const bool has_items = !results.is_open() || results.coder.has_value();
    for (std::size_t i = 0; has_items && i < results.items.size(); ++i) {
      add_row(fmt::format("{}={}", question.id, results.items[i].id), results.items[i].name, 1,
              [&](Wave wave) {
                return Part{results.count(i, wave), results.base(wave)};
              });
    }
    note_themes(results);
    note_contradictions(results);
    note_numbers(results);
  }

  void note_themes(const SurveyResults& results) {
    if (!results.is_open()) return;
    const std::string& id = results.question.id;
    if (!results.coder) {
      table_.notes.push_back(fmt::format(
          "{}: no answer is coded; `faultline survey theme import` brings themes.", id));
      return;
    }
    table_.notes.push_back(fmt::format("{}: themes of {}, who coded {} of {} answers.", id,
                                       *results.coder, results.coded(), results.responses.size()));
  }

  void note_contradictions(const SurveyResults& results) {
    const std::size_t count = results.contradictions().size();
    if (count == 0) return;
    const auto denial = std::find_if(results.items.begin(), results.items.end(),
                                     [](const SurveyItem& item) { return item.is_exclusive; });
    table_.notes.push_back(fmt::format(
        "{0}: {1} contradictory {2}, {0}={3} together with another option; {4} counted under each.",
        results.question.id, count, count == 1 ? "answer" : "answers", denial->id,
        count == 1 ? "it is" : "they are"));
  }

  void note_numbers(const SurveyResults& results) {
    std::vector<double> numbers;
    for (const SurveyResponse& response : results.responses) {
      if (response.number) numbers.push_back(*response.number);
    }
    if (numbers.empty()) return;
    const analysis::Summary summary = analysis::summarize(numbers);
    table_.notes.push_back(fmt::format(
        "{}{}: median {:g} (quartiles {:g} and {:g}), mean {:.2f}, from {:g} to {:g}, of {} "
        "answers.",
        results.question.id, results.is_number() ? "" : ", as points of the scale", *summary.median,
        *summary.q1, *summary.q3, *summary.mean, *summary.min, *summary.max, summary.n));
  }

  void add_notes() {
    if (waves_.empty()) {
      table_.notes.emplace_back(
          "The study has no survey; `faultline survey import FILE --instrument NAME` brings one.");
      return;
    }
    if (table_.rows.empty()) {
      table_.notes.push_back(
          fmt::format("No question of the survey's instrument feeds the table {}.", table_.id));
      return;
    }
    table_.notes.emplace_back(
        "A question's count is of those whom it was asked, an option's of those who answered it, a "
        "theme's of the answers that could be coded, and these of those that were.");
    if (compares_waves()) {
      table_.notes.push_back(fmt::format("Difference: the share in wave {} less that in wave {}.",
                                         waves_.back().number, waves_.front().number));
    }
    const auto& example = table_.rows.size() > 1 ? table_.rows[1] : table_.rows[0];
    const std::string condition = std::get<std::string>(example.values[0]);
    table_.notes.push_back(
        fmt::format("Every count can be opened, for example: `faultline survey show --where {}` "
                    "lists the respondents.",
                    condition.find('=') == std::string::npos ? condition + "=any" : condition));
  }

  const TableRequest* request_;
  Table table_;
  std::vector<data::SurveyWave> waves_;
};

}  // namespace

Table survey_table(const TableRequest& request, const std::string& id, std::string_view title) {
  return SurveyTableBuilder(request, {.id = id, .title = std::string(title)}).build();
}

}  // namespace faultline::reports
