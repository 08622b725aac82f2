#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/database.h"
#include "data/survey_instrument.h"
#include "survey/row_rules.h"

namespace faultline::survey {

struct ImportOptions {
  std::optional<std::string> sheet = {};        ///< of a spreadsheet
  bool accept_new = false;                      ///< unknown options become options
  bool keep_personal = false;                   ///< keep what tells who people are
  std::optional<std::int64_t> invited = {};     ///< how many were asked to take part
  std::optional<std::int64_t> population = {};  ///< of how many they are a part
};

/// An option that is not in the instrument and was accepted.
struct NewOption {
  std::string question;
  std::string text;
  std::int64_t count = 0;
};

/// What an import did.
struct SurveyImport {
  std::int64_t wave = 0;
  bool is_known = false;  ///< the file was imported before, and nothing was added
  std::int64_t rows = 0;  ///< below the headings
  std::array<std::int64_t, kRowRules.size()> rows_of_kind{};
  std::int64_t unfinished_kept = 0;
  std::int64_t artefacts = 0;  ///< cells of respondents that are no answers
  std::vector<std::string> personal_columns;
  std::vector<std::string> unread_columns;
  std::vector<NewOption> new_options;

  [[nodiscard]] std::int64_t count(RowKind kind) const {
    return rows_of_kind.at(static_cast<std::size_t>(kind));
  }
};

/// Imports an export of Qualtrics, Google Forms or LimeSurvey (CSV, or XLSX) as the next wave of
/// the study's survey. Answers are found by the texts of the choices, their codes, or columns for
/// each.
///
/// @throws Error (input) for everything that find_columns and find_text_row refuse; where an answer
///         is no option, listing each with its count and the nearest option; where no row is a
///         respondent. Nothing was imported then
SurveyImport import_responses(data::Database& database, data::Instrument instrument,
                              const std::filesystem::path& path, const std::string& file,
                              const ImportOptions& options, Moment now);

}  // namespace faultline::survey
