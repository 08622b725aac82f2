#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"
#include "data/survey_instrument.h"

namespace faultline::data {

/// One row of a question's answers; the views last until the next row.
struct SurveyAnswer {
  std::int64_t respondent = 0;
  std::int64_t wave = 0;                    ///< the wave's number
  std::optional<std::int64_t> option = {};  ///< its row
  std::optional<double> number = {};
  std::string_view text = {};
};

/// Hands out the answers to a question by respondent, each respondent's in the export's order.
void for_each_answer(Database& database, std::int64_t question_row_id,
                     const std::function<void(const SurveyAnswer&)>& take);

/// The respondents of one wave, or of all, by id, with the number of their wave.
struct WaveRespondent {
  std::int64_t id = 0;
  std::int64_t wave = 0;
  std::int64_t line = 0;  ///< of the wave's file
};
[[nodiscard]] std::vector<WaveRespondent> respondents(Database& database,
                                                      std::optional<std::int64_t> wave);

/// An answer in words, as it is shown and exported.
struct AnswerInWords {
  std::int64_t respondent = 0;
  std::int64_t wave = 0;
  std::string question;
  std::string answer;  ///< the option's text; the number; the open text
  std::string text;    ///< what stands beside an option
};

/// All that one respondent answered, in the instrument's order.
[[nodiscard]] std::vector<AnswerInWords> answers_of(Database& database, std::int64_t respondent);

/// Which answers are looked for: an option, a theme, or anything at all.
struct AnswerCondition {
  std::string question;
  std::string wanted;  ///< the id of an option or theme; "any", "none"
};

/// The respondents for whom all conditions hold, by id.
/// @param rater  whose themes count
/// @throws Error (input) for unknown questions, options and themes, with the nearest
[[nodiscard]] std::vector<std::int64_t> respondents_where(
    Database& database, const std::vector<AnswerCondition>& conditions,
    std::optional<std::int64_t> wave, const std::optional<std::string>& rater);

}  // namespace faultline::data
