#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/survey_instrument.h"
#include "survey/response_sheet.h"

namespace faultline::survey {

/// Where one question stands in an export.
struct QuestionColumns {
  std::optional<std::size_t> column = {};
  /// Of a question with a column for each option (LimeSurvey, Qualtrics with split columns): the
  /// column and the option's place.
  std::vector<std::pair<std::size_t, std::size_t>> option_columns = {};
  std::optional<std::size_t> other_text = {};
  /// Whether a text for "other" means that "other" was chosen.
  bool other_text_chooses = false;

  [[nodiscard]] bool found() const { return column.has_value() || !option_columns.empty(); }
};

/// What the columns of an export are.
struct ExportColumns {
  std::vector<QuestionColumns> questions;  ///< one per question of the instrument
  // What platforms write about a response.
  std::optional<std::size_t> status = {};
  std::optional<std::size_t> channel = {};
  std::optional<std::size_t> finished = {};
  std::optional<std::size_t> progress = {};
  std::optional<std::size_t> submitted = {};  ///< when; empty for those who did not reach the end
  std::optional<std::size_t> response_id = {};
  std::optional<std::size_t> timestamp = {};
  std::vector<std::size_t> personal = {};  ///< who the people are, and where
  std::vector<std::size_t> unread = {};    ///< no question of the instrument
};

/// Whether a heading is one of an instrument's, or of a platform's own.
[[nodiscard]] bool knows_heading(const data::Instrument& instrument, std::string_view heading);

/// Finds the questions of an instrument among the headings of an export, by the ids and texts that
/// the instrument names, and what else stands there.
/// @throws Error (input) naming every question that is missing, with the nearest heading
[[nodiscard]] ExportColumns find_columns(const ResponseSheet& sheet,
                                         const data::Instrument& instrument,
                                         const std::string& file);

/// Finds, among the first rows below the headings, the one that holds the questions' texts, as
/// Qualtrics writes it, and compares them with the instrument's.
/// @return its place, from 0; no value where there is none
/// @throws Error (input) naming every question whose text is another one
[[nodiscard]] std::optional<std::size_t> find_text_row(const ResponseSheet& sheet,
                                                       const ExportColumns& columns,
                                                       const data::Instrument& instrument,
                                                       const std::string& file);

}  // namespace faultline::survey
