#include "data/survey_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/nearest.h"
#include "base/text.h"
#include "data/statement.h"
#include "data/survey_codings.h"

namespace faultline::data {

void for_each_answer(Database& database, std::int64_t question_row_id,
                     const std::function<void(const SurveyAnswer&)>& take) {
  Statement query(database, R"sql(
    select answer.respondent_id, survey_wave.number, answer.option_id, answer.number, answer.text
    from answer
    join respondent on respondent.id = answer.respondent_id
    join survey_wave on survey_wave.id = respondent.wave_id
    where answer.question_id = ?
    order by answer.respondent_id, answer.position
  )sql");
  query.bind(question_row_id);
  while (query.step()) {
    SurveyAnswer answer{.respondent = query.integer(0), .wave = query.integer(1)};
    answer.option = query.optional_integer(2);
    if (!query.is_null(3)) answer.number = query.number(3);
    if (!query.is_null(4)) answer.text = query.view(4);
    take(answer);
  }
}

std::vector<WaveRespondent> respondents(Database& database, std::optional<std::int64_t> wave) {
  std::vector<WaveRespondent> found;
  Statement query(database, R"sql(
    select respondent.id, survey_wave.number, respondent.line
    from respondent
    join survey_wave on survey_wave.id = respondent.wave_id
    where ?1 is null or survey_wave.number = ?1
    order by respondent.id
  )sql");
  query.bind(wave);
  while (query.step()) {
    found.push_back({.id = query.integer(0), .wave = query.integer(1), .line = query.integer(2)});
  }
  return found;
}

std::vector<AnswerInWords> answers_of(Database& database, std::int64_t respondent) {
  std::vector<AnswerInWords> answers;
  Statement query(database, R"sql(
    select survey_wave.number, question.name, question_option.text, answer.number, answer.text
    from answer
    join respondent on respondent.id = answer.respondent_id
    join survey_wave on survey_wave.id = respondent.wave_id
    join question on question.id = answer.question_id
    left join question_option on question_option.id = answer.option_id
    where answer.respondent_id = ?
    order by question.position, answer.position
  )sql");
  query.bind(respondent);
  while (query.step()) {
    AnswerInWords answer{.respondent = respondent,
                         .wave = query.integer(0),
                         .question = query.text(1),
                         .answer = {},
                         .text = {}};
    if (const auto option = query.optional_text(2)) {
      answer.answer = *option;
      answer.text = query.optional_text(4).value_or("");
    } else {
      answer.answer = query.is_null(3) ? query.optional_text(4).value_or("")
                                       : fmt::format("{}", query.number(3));
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

namespace {

/// Respondents whose coded answers hold a theme; "not-codeable" those without any.
std::vector<std::int64_t> with_theme(Database& database, const SurveyQuestion& question,
                                     std::string_view wanted,
                                     const std::optional<std::string>& rater) {
  std::vector<std::int64_t> found;
  const auto theme = std::find_if(question.themes.begin(), question.themes.end(),
                                  [&](const SurveyTheme& known) { return known.id == wanted; });
  if (theme == question.themes.end() && wanted != kNotCodeable && wanted != kCodeable) {
    std::vector<std::string> ids{std::string(kNotCodeable), std::string(kCodeable), "any", "none"};
    for (const SurveyTheme& known : question.themes) ids.push_back(known.id);
    Error unknown(fmt::format("'{}' is not a theme of the question {}", wanted, question.id));
    if (const auto meant = nearest(wanted, ids)) {
      unknown.help(fmt::format("the nearest one is '{}'", *meant));
    }
    throw unknown.help(fmt::format("there are: {}", join(ids, ", ")));
  }
  const auto preferred = prefer_coder(database, question.row_id, rater);
  if (!preferred) return found;
  for (const Coding& coding : current_codings(database, question.row_id, *preferred)) {
    const bool holds = theme == question.themes.end()
                           ? coding.themes.empty() == (wanted == kNotCodeable)
                           : std::find(coding.themes.begin(), coding.themes.end(), theme->row_id) !=
                                 coding.themes.end();
    if (holds) found.push_back(coding.respondent);
  }
  return found;
}

std::int64_t wanted_option(const SurveyQuestion& question, const std::string& wanted) {
  if (const QuestionOption* option = question.find_option(wanted)) return option->row_id;
  std::vector<std::string> ids;
  for (const QuestionOption& option : question.options) ids.push_back(option.id);
  Error unknown(fmt::format("'{}' is not an option of the question {}", wanted, question.id));
  if (const auto meant = nearest(wanted, ids)) {
    unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help(fmt::format("there are: {}, any, none", join(ids, ", ")));
}

std::vector<std::int64_t> meeting(Database& database, const SurveyQuestion& question,
                                  const AnswerCondition& condition,
                                  const std::vector<std::int64_t>& all,
                                  const std::optional<std::string>& rater) {
  const bool any = condition.wanted == "any" && question.find_option("any") == nullptr;
  const bool none = condition.wanted == "none" && question.find_option("none") == nullptr;
  std::vector<std::int64_t> found;
  if (!any && !none && question.kind == QuestionKind::kOpen) {
    found = with_theme(database, question, condition.wanted, rater);
  } else {
    const std::optional<std::int64_t> option =
        any || none ? std::nullopt : std::optional(wanted_option(question, condition.wanted));
    for_each_answer(database, question.row_id, [&](const SurveyAnswer& answer) {
      if (!option || answer.option == option) found.push_back(answer.respondent);
    });
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (!none) return found;
  std::vector<std::int64_t> others;
  std::set_difference(all.begin(), all.end(), found.begin(), found.end(),
                      std::back_inserter(others));
  return others;
}

}  // namespace

std::vector<std::int64_t> respondents_where(Database& database,
                                            const std::vector<AnswerCondition>& conditions,
                                            std::optional<std::int64_t> wave,
                                            const std::optional<std::string>& rater) {
  const std::vector<SurveyQuestion> questions = survey_questions(database);
  std::vector<std::int64_t> left;
  for (const WaveRespondent& respondent : respondents(database, wave))
    left.push_back(respondent.id);
  const std::vector<std::int64_t> all = left;
  for (const AnswerCondition& condition : conditions) {
    const SurveyQuestion& question = find_question(questions, condition.question);
    const std::vector<std::int64_t> found = meeting(database, question, condition, all, rater);
    std::vector<std::int64_t> both;
    std::set_intersection(left.begin(), left.end(), found.begin(), found.end(),
                          std::back_inserter(both));
    left = std::move(both);
  }
  return left;
}

}  // namespace faultline::data
