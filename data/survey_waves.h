#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "data/batch_insert.h"
#include "data/database.h"

namespace faultline::data {

/// One export that was imported into the study's survey.
struct SurveyWave {
  std::int64_t row_id = 0;
  std::int64_t number = 0;  ///< from 1
  std::string file;
  std::string fingerprint;       ///< of the file's bytes
  std::string imported_at = {};  ///< set by the store
  std::int64_t rows = 0;         ///< below the headings
  std::int64_t artefacts = 0;
  std::optional<std::int64_t> invited = {};     ///< how many were asked to take part
  std::optional<std::int64_t> population = {};  ///< of how many they are a part
  std::int64_t respondents = 0;                 ///< counted by survey_waves
};

/// In the order in which they were imported.
[[nodiscard]] std::vector<SurveyWave> survey_waves(Database& database);

/// The waves that are asked for: one by its number, or all.
/// @throws Error (input) where there is no such wave
[[nodiscard]] std::vector<SurveyWave> chosen_waves(Database& database,
                                                   std::optional<std::int64_t> number);

/// How many rows of a wave's export were left out for a reason, in the order of the file.
struct LeftOutRows {
  std::string reason;
  std::vector<std::int64_t> lines;
};
[[nodiscard]] std::vector<LeftOutRows> left_out_rows(Database& database, std::int64_t wave_row_id);

/// How many cells of a question's column are not empty.
[[nodiscard]] std::int64_t filled_cells(Database& database, const std::string& question);

/// How many rows of export metadata hold an option.
[[nodiscard]] std::int64_t metadata_answers(Database& database, const std::string& question,
                                            const std::string& option);

/// The wave and the id of the respondent that an identity belongs to already, if any.
[[nodiscard]] std::optional<std::int64_t> wave_of_identity(Database& database,
                                                           const std::string& identity);

/// What one respondent said in one place. Valid as long as the texts it views.
struct NewAnswer {
  std::int64_t question = 0;
  std::int64_t position = 0;
  std::optional<std::int64_t> option = {};
  std::optional<double> number = {};
  std::optional<std::string_view> text = {};
};

/// Writes a wave, within the caller's transaction: first the wave, then its rows in order.
class WaveWriter {
 public:
  /// Adds the wave; its number is the next.
  /// @param instrument_row_id  which version it was read with
  WaveWriter(Database& database, const SurveyWave& wave, std::int64_t instrument_row_id,
             Moment now);

  [[nodiscard]] std::int64_t number() const { return number_; }

  /// @return the respondent's id
  std::int64_t add_respondent(std::int64_t line, const std::string& identity);
  void add_answer(std::int64_t respondent, const NewAnswer& answer);
  void add_personal_detail(std::int64_t respondent, const std::string& name,
                           std::string_view value);
  void leave_out(std::int64_t line, std::string_view reason);
  void add_metadata_answer(std::int64_t line, std::int64_t option);
  void set_filled_cells(std::int64_t question, std::int64_t cells);
  /// To be called at the end.
  void finish();

 private:
  struct RespondentRow {
    static constexpr std::string_view kInto = "respondent (id, wave_id, line, identity)";
    static constexpr std::string_view kOnConflict{};
    void bind(Statement& statement) const;

    std::int64_t id = 0;
    std::int64_t wave = 0;
    std::int64_t line = 0;
    std::optional<std::string> identity;
  };
  struct AnswerRow {
    static constexpr std::string_view kInto =
        "answer (respondent_id, question_id, position, option_id, number, text)";
    static constexpr std::string_view kOnConflict{};
    void bind(Statement& statement) const;

    std::int64_t respondent = 0;
    NewAnswer answer;
    std::string text;  ///< what answer.text views, kept until the row is written
  };

  Database* database_;
  std::int64_t wave_id_ = 0;
  std::int64_t number_ = 0;
  std::int64_t next_respondent_ = 0;
  BatchInsert<RespondentRow> respondents_;
  BatchInsert<AnswerRow> answers_;
};

}  // namespace faultline::data
