#include "reports/survey_results.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "data/survey_answers.h"
#include "data/survey_codings.h"
#include "data/survey_waves.h"

namespace faultline::reports {

namespace {

bool is_of(std::int64_t wave, std::optional<std::int64_t> wanted) {
  return !wanted || wave == *wanted;
}

/// Fills in options or numbers, answer by answer.
void read_answers(data::Database& database, std::optional<std::int64_t> wave,
                  SurveyResults& results) {
  std::unordered_map<std::int64_t, std::int32_t> place_of;
  for (std::size_t i = 0; i < results.question.options.size(); ++i) {
    place_of.emplace(results.question.options[i].row_id, static_cast<std::int32_t>(i));
  }
  data::for_each_answer(database, results.question.row_id, [&](const data::SurveyAnswer& answer) {
    if (!is_of(answer.wave, wave)) return;
    const bool is_next =
        results.responses.empty() || results.responses.back().respondent != answer.respondent;
    if (is_next) {
      results.responses.push_back({.respondent = answer.respondent, .wave = answer.wave});
    }
    SurveyResponse& response = results.responses.back();
    if (answer.number) response.number = answer.number;
    if (!answer.option) return;
    const std::int32_t place = place_of.at(*answer.option);
    response.items.push_back(place);
    const auto& value = results.items[static_cast<std::size_t>(place)].value;
    if (value) response.number = value;
  });
}

void read_themes(data::Database& database, const std::optional<std::string>& rater,
                 SurveyResults& results) {
  results.coder = data::prefer_coder(database, results.question.row_id, rater);
  if (!results.coder) return;
  std::unordered_map<std::int64_t, std::int32_t> place_of;
  for (std::size_t i = 0; i < results.question.themes.size(); ++i) {
    place_of.emplace(results.question.themes[i].row_id, static_cast<std::int32_t>(i));
  }
  auto response = results.responses.begin();
  for (const data::Coding& coding :
       data::current_codings(database, results.question.row_id, *results.coder)) {
    while (response != results.responses.end() && response->respondent < coding.respondent) {
      ++response;
    }
    if (response == results.responses.end()) break;
    if (response->respondent != coding.respondent) continue;
    response->is_coded = true;
    for (const std::int64_t theme : coding.themes) response->items.push_back(place_of.at(theme));
  }
}

/// How many respondents of each wave a question was asked of.
std::vector<std::int64_t> count_asked(data::Database& database,
                                      const data::SurveyQuestion& question,
                                      std::optional<std::int64_t> wave) {
  const std::vector<data::SurveyWave> waves = data::survey_waves(database);
  std::vector<std::int64_t> asked(waves.size());
  const std::vector<std::int64_t> conditions = data::asking_options(database, question.row_id);
  if (conditions.empty()) {
    for (const data::SurveyWave& asked_wave : waves) {
      if (!is_of(asked_wave.number, wave)) continue;
      asked[static_cast<std::size_t>(asked_wave.number - 1)] = asked_wave.respondents;
    }
    return asked;
  }
  std::set<std::int64_t> met;
  for (const data::SurveyQuestion& other : data::survey_questions(database)) {
    data::for_each_answer(database, other.row_id, [&](const data::SurveyAnswer& answer) {
      const bool holds =
          answer.option && is_of(answer.wave, wave) &&
          std::find(conditions.begin(), conditions.end(), *answer.option) != conditions.end();
      if (holds && met.insert(answer.respondent).second) {
        ++asked[static_cast<std::size_t>(answer.wave - 1)];
      }
    });
  }
  return asked;
}

}  // namespace

std::int64_t SurveyResults::base(std::optional<std::int64_t> wave) const {
  return std::count_if(responses.begin(), responses.end(), [&](const SurveyResponse& response) {
    return is_of(response.wave, wave) && counts(response);
  });
}

std::int64_t SurveyResults::answered(std::optional<std::int64_t> wave) const {
  return std::count_if(responses.begin(), responses.end(),
                       [&](const SurveyResponse& response) { return is_of(response.wave, wave); });
}

std::int64_t SurveyResults::coded(std::optional<std::int64_t> wave) const {
  return std::count_if(responses.begin(), responses.end(), [&](const SurveyResponse& response) {
    return is_of(response.wave, wave) && response.is_coded;
  });
}

std::int64_t SurveyResults::asked(std::optional<std::int64_t> wave) const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < asked_of_wave.size(); ++i) {
    if (is_of(static_cast<std::int64_t>(i) + 1, wave)) sum += asked_of_wave[i];
  }
  return sum;
}

std::int64_t SurveyResults::count(std::size_t item, std::optional<std::int64_t> wave) const {
  return std::count_if(responses.begin(), responses.end(), [&](const SurveyResponse& response) {
    return is_of(response.wave, wave) &&
           std::find(response.items.begin(), response.items.end(),
                     static_cast<std::int32_t>(item)) != response.items.end();
  });
}

std::optional<std::size_t> SurveyResults::find(std::string_view item_id) const {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const SurveyItem& item) { return item.id == item_id; });
  if (found == items.end()) return std::nullopt;
  return static_cast<std::size_t>(found - items.begin());
}

std::vector<std::int64_t> SurveyResults::contradictions() const {
  std::vector<std::int64_t> respondents;
  for (const SurveyResponse& response : responses) {
    const bool denies = std::any_of(
        response.items.begin(), response.items.end(),
        [&](std::int32_t item) { return items[static_cast<std::size_t>(item)].is_exclusive; });
    if (denies && response.items.size() > 1) respondents.push_back(response.respondent);
  }
  return respondents;
}

SurveyResults survey_results(data::Database& database, const data::SurveyQuestion& question,
                             const std::optional<std::string>& rater,
                             std::optional<std::int64_t> wave) {
  SurveyResults results;
  results.question = question;
  for (const data::QuestionOption& option : question.options) {
    results.items.push_back({.id = option.id,
                             .name = option.text,
                             .is_exclusive = option.is_exclusive,
                             .value = option.value});
  }
  for (const data::SurveyTheme& theme : question.themes) {
    results.items.push_back({.id = theme.id, .name = theme.name});
  }
  read_answers(database, wave, results);
  if (results.is_open()) read_themes(database, rater, results);
  results.asked_of_wave = count_asked(database, question, wave);
  return results;
}

}  // namespace faultline::reports
