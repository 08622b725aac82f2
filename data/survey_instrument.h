#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"

namespace faultline::data {

enum class QuestionKind {
  kSingle,    ///< one option
  kMultiple,  ///< any number of options
  kNumber,
  kScale,  ///< one option of a rising order
  kOpen,   ///< a text, which raters code into themes
};

/// The ids that instruments and the database use, in the order of the enumeration.
inline constexpr std::array<std::string_view, 5> kQuestionKinds{"single", "multiple", "number",
                                                                "scale", "open"};

enum class QuestionPurpose {
  kAnswer,
  kConsent,    ///< who does not choose an option that passes did not consent
  kScreening,  ///< who does not is not of those whom the survey asks
};

inline constexpr std::array<std::string_view, 3> kQuestionPurposes{"answer", "consent",
                                                                   "screening"};

[[nodiscard]] constexpr std::string_view id_of(QuestionKind kind) {
  return kQuestionKinds.at(static_cast<std::size_t>(kind));
}
[[nodiscard]] constexpr std::string_view id_of(QuestionPurpose purpose) {
  return kQuestionPurposes.at(static_cast<std::size_t>(purpose));
}

/// What can be chosen as an answer.
struct QuestionOption {
  std::int64_t row_id = 0;                ///< in the database; 0 where it is not read from there
  std::string id;                         ///< "crash"
  std::string text;                       ///< as it was offered
  std::vector<std::string> aliases = {};  ///< choice codes and other wordings; not stored
  std::optional<std::string> text_column = {};  ///< where the text of "other" stands; not stored
  std::optional<double> value = {};             ///< of a scale's point
  bool is_other = false;
  bool is_exclusive = false;  ///< contradicts every other option
  bool passes = false;        ///< of a consent or screening question; not stored
  bool is_new = false;        ///< found in an export and accepted, not in the instrument
};

/// What raters find in answers to an open question.
struct SurveyTheme {
  std::int64_t row_id = 0;
  std::string id;
  std::string name;
  std::string definition = {};
  std::vector<std::string> aliases = {};  ///< not stored
};

struct SurveyQuestion {
  std::int64_t row_id = 0;
  std::string id;
  std::vector<std::string> columns = {};  ///< headings of an export; not stored
  std::string text;
  std::vector<std::string> aliases = {};  ///< other wordings; not stored
  std::string topic = {};
  std::optional<std::string> table = {};  ///< which one it feeds
  QuestionKind kind = QuestionKind::kSingle;
  QuestionPurpose purpose = QuestionPurpose::kAnswer;
  std::vector<std::string> asked_if = {};  ///< "question=option"; not read from the database
  bool is_optional = false;                ///< an export may lack it; not stored
  std::vector<QuestionOption> options = {};
  std::vector<SurveyTheme> themes = {};

  [[nodiscard]] const QuestionOption* find_option(std::string_view option_id) const;
};

/// What a survey asked, and how its exports are to be read.
struct Instrument {
  std::string name;
  std::int64_t version = 1;
  std::string title;
  std::string content;         ///< the TOML file, whole
  bool finished_only = false;  ///< whether those who did not reach the end are left out
  std::vector<SurveyQuestion> questions;

  [[nodiscard]] const SurveyQuestion* find(std::string_view question_id) const;
};

/// Stores a version of an instrument, within the caller's transaction, and writes the rows of its
/// questions, options and themes into it.
/// @return its row's id
/// @throws Error (input) where the study's survey has another instrument, or the version is stored
///         with another content
std::int64_t store_instrument(Database& database, Instrument& instrument);

/// Stores an option that is not in the instrument. @return its row's id
std::int64_t store_new_option(Database& database, const SurveyQuestion& question,
                              const QuestionOption& option);

/// The newest version of the survey's instrument, without its questions; no value where no survey
/// was imported.
[[nodiscard]] std::optional<Instrument> stored_instrument(Database& database);

/// The survey's questions with their options and themes, in the instrument's order; none where no
/// survey was imported.
[[nodiscard]] std::vector<SurveyQuestion> survey_questions(Database& database);

/// A question by id.
/// @throws Error (input) for an unknown one, with the nearest
[[nodiscard]] const SurveyQuestion& find_question(const std::vector<SurveyQuestion>& questions,
                                                  std::string_view id);

/// The options that a question's condition names; none where everybody is asked.
[[nodiscard]] std::vector<std::int64_t> asking_options(Database& database,
                                                       std::int64_t question_row_id);

}  // namespace faultline::data
