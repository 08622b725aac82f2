#include "reports/tables/theme_agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/kappa.h"
#include "data/issues.h"
#include "data/survey_codings.h"
#include "data/survey_instrument.h"

namespace faultline::reports {

namespace {

using analysis::CodePair;

void add_row(Table& table, const std::string& id, const std::string& raters,
             const std::vector<CodePair>& pairs, std::size_t codes) {
  const analysis::Kappa kappa = analysis::cohen_kappa(analysis::confusion_matrix(pairs, codes));
  const auto differ = std::count_if(pairs.begin(), pairs.end(),
                                    [](const CodePair& pair) { return pair.first != pair.second; });
  Value estimate;
  if (kappa.kappa) estimate = *kappa.kappa;
  if (kappa.kappa && kappa.interval) {
    estimate = Estimate{*kappa.kappa, kappa.interval->low, kappa.interval->high};
  }
  table.rows.push_back(
      {.values = {id, raters, kappa.items, static_cast<std::int64_t>(differ),
                  kappa.observed_agreement ? Value(*kappa.observed_agreement) : Value(), estimate},
       .leads_to_issues = false});
}

/// The sets of themes as codes, in the order in which they come up.
std::vector<CodePair> set_pairs(const std::vector<CodedAnswer>& answers, std::size_t& codes) {
  std::map<std::vector<std::int64_t>, std::int32_t> code_of;
  const auto code = [&](const std::vector<std::int64_t>& themes) {
    return code_of.try_emplace(themes, static_cast<std::int32_t>(code_of.size())).first->second;
  };
  std::vector<CodePair> pairs;
  for (const CodedAnswer& answer : answers) {
    const std::int32_t first = code(answer.themes[0]);
    pairs.push_back({first, code(answer.themes[1])});
  }
  codes = code_of.size();
  return pairs;
}

void add_pair(Table& table, data::Database& database, const data::SurveyQuestion& question,
              const std::vector<std::string>& raters) {
  const std::vector<CodedAnswer> answers = coded_by_all(database, question.row_id, raters);
  if (answers.empty()) return;
  const std::string names = fmt::format("{}, {}", raters[0], raters[1]);
  std::size_t codes = 0;
  const std::vector<CodePair> sets = set_pairs(answers, codes);
  add_row(table, question.id + "=all", names, sets, codes);
  for (const data::SurveyTheme& theme : question.themes) {
    std::vector<CodePair> pairs;
    bool is_given = false;
    for (const CodedAnswer& answer : answers) {
      const auto gave = [&](const std::vector<std::int64_t>& themes) {
        return std::find(themes.begin(), themes.end(), theme.row_id) != themes.end() ? 1 : 0;
      };
      pairs.push_back({gave(answer.themes[0]), gave(answer.themes[1])});
      is_given = is_given || pairs.back().first == 1 || pairs.back().second == 1;
    }
    if (!is_given) continue;
    add_row(table, fmt::format("{}={}", question.id, theme.id), names, pairs, 2);
    table.rows.back().level = 1;
  }
}

}  // namespace

bool CodedAnswer::agrees() const {
  return std::all_of(themes.begin(), themes.end(),
                     [&](const auto& of_rater) { return of_rater == themes.front(); });
}

std::vector<CodedAnswer> coded_by_all(data::Database& database, std::int64_t question_row_id,
                                      const std::vector<std::string>& raters) {
  std::map<std::int64_t, CodedAnswer> answers;
  for (const std::string& rater : raters) {
    for (data::Coding& coding : data::current_codings(database, question_row_id, rater)) {
      CodedAnswer& answer = answers[coding.respondent];
      answer.respondent = coding.respondent;
      answer.themes.push_back(std::move(coding.themes));
    }
  }
  std::vector<CodedAnswer> whole;
  for (auto& [respondent, answer] : answers) {
    if (answer.themes.size() == raters.size()) whole.push_back(std::move(answer));
  }
  return whole;
}

std::vector<std::string> coders_to_compare(data::Database& database, std::int64_t question_row_id,
                                           const std::vector<std::string>& named) {
  std::vector<std::string> raters;
  for (const std::string& rater : data::coders(database, question_row_id)) {
    const bool wanted = named.empty() ? rater != data::kConsensusRater
                                      : std::find(named.begin(), named.end(), rater) != named.end();
    if (wanted) raters.push_back(rater);
  }
  return raters;
}

Table theme_agreement_table(const TableRequest& request) {
  Table table{.id = "theme-agreement",
              .title = "Agreement of raters on the themes of open answers"};
  table.columns = {
      {.id = "theme", .label = "Theme"},
      {.id = "raters", .label = "Raters"},
      {.id = "answers", .label = "Answers", .kind = ColumnKind::kCount},
      {.id = "disagreements", .label = "Differ", .kind = ColumnKind::kCount},
      {.id = "agreement", .label = "Agree", .kind = ColumnKind::kShare},
      {.id = "kappa", .label = "Cohen's kappa", .kind = ColumnKind::kNumber, .has_interval = true}};
  for (const data::SurveyQuestion& question : data::survey_questions(*request.database)) {
    if (question.kind != data::QuestionKind::kOpen) continue;
    const std::vector<std::string> raters =
        coders_to_compare(*request.database, question.row_id, request.raters);
    for (std::size_t first = 0; first < raters.size(); ++first) {
      for (std::size_t second = first + 1; second < raters.size(); ++second) {
        add_pair(table, *request.database, question, {raters[first], raters[second]});
      }
    }
  }
  table.notes.emplace_back(
      table.rows.empty()
          ? "Agreement needs two raters who coded the same answers."
          : "=all: whether both gave an answer the same themes; below it, each theme alone.");
  return table;
}

}  // namespace faultline::reports
