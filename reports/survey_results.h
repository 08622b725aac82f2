#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/database.h"
#include "data/survey_instrument.h"

namespace faultline::reports {

/// What can be counted of a question: its options, or the themes of its answers.
struct SurveyItem {
  std::string id;
  std::string name;
  bool is_exclusive = false;
  std::optional<double> value = {};  ///< of a scale's point
};

/// One respondent's answer to one question.
struct SurveyResponse {
  std::int64_t respondent = 0;
  std::int64_t wave = 0;                 ///< the wave's number
  std::vector<std::int32_t> items = {};  ///< places among the question's items
  std::optional<double> number = {};     ///< the number given, or the value of the scale's point
  bool is_coded = false;                 ///< of an open question
};

/// What was answered to one question.
struct SurveyResults {
  data::SurveyQuestion question;
  std::vector<SurveyItem> items;
  std::vector<SurveyResponse> responses;         ///< of those who answered, by respondent
  std::optional<std::string> coder = {};         ///< whose themes count
  std::vector<std::int64_t> asked_of_wave = {};  ///< how many were asked, by wave from 1

  [[nodiscard]] bool is_open() const { return question.kind == data::QuestionKind::kOpen; }
  [[nodiscard]] bool is_number() const { return question.kind == data::QuestionKind::kNumber; }
  /// Whether an answer counts below the question: of an open one only if it could be coded.
  [[nodiscard]] bool counts(const SurveyResponse& response) const {
    return !is_open() || !response.items.empty();
  }
  /// Of how many an item's count is a part: those who answered, or whose answer could be coded.
  /// @param wave  a wave's number; of all waves where absent
  [[nodiscard]] std::int64_t base(std::optional<std::int64_t> wave = {}) const;
  [[nodiscard]] std::int64_t answered(std::optional<std::int64_t> wave = {}) const;
  /// Of how many answers to an open question a rater gave themes, or none.
  [[nodiscard]] std::int64_t coded(std::optional<std::int64_t> wave = {}) const;
  [[nodiscard]] std::int64_t asked(std::optional<std::int64_t> wave = {}) const;
  [[nodiscard]] std::int64_t count(std::size_t item, std::optional<std::int64_t> wave = {}) const;
  /// The place of an item; no value for an unknown one.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view item_id) const;
  /// Who chose an option that contradicts another one, and chose that too.
  [[nodiscard]] std::vector<std::int64_t> contradictions() const;
};

/// @param rater  whose themes count; else the consensus', else the first rater's
/// @param wave   the number of the only wave that counts; all where absent
[[nodiscard]] SurveyResults survey_results(data::Database& database,
                                           const data::SurveyQuestion& question,
                                           const std::optional<std::string>& rater,
                                           std::optional<std::int64_t> wave);

}  // namespace faultline::reports
