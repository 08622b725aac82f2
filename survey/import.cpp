#include "survey/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "data/survey_waves.h"
#include "survey/answer_reader.h"
#include "survey/choices.h"
#include "survey/export_columns.h"
#include "survey/response_sheet.h"
#include "survey/wording.h"

namespace faultline::survey {

namespace {

/// So many unknown answers are named for each question; of the others the number is told.
constexpr std::size_t kMostNamed = 20;

/// An id for an option that an instrument does not have: its words, as far as they are ASCII.
std::string option_id(const data::SurveyQuestion& question, std::string_view text) {
  std::string id;
  for (const char c : to_lower(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  if (id.empty()) id = "new";
  std::string unique = id;
  for (int next = 2; question.find_option(unique) != nullptr; ++next) {
    unique = fmt::format("{}-{}", id, next);
  }
  return unique;
}

/// One export on its way into the database: first it is read whole, which changes nothing, then it
/// is stored.
class Import {
 public:
  Import(data::Database& database, data::Instrument& instrument, const ResponseSheet& sheet,
         const std::string& file, const ImportOptions& options)
      : database_(&database),
        instrument_(&instrument),
        sheet_(&sheet),
        file_(file),
        options_(&options),
        columns_(find_columns(sheet, instrument, file)),
        rules_(sheet, columns_, instrument, find_text_row(sheet, columns_, instrument, file)),
        unknown_(instrument.questions.size()),
        filled_cells_(instrument.questions.size()) {}

  SurveyImport run(Moment now) {
    add_accepted_options();
    result_.rows = static_cast<std::int64_t>(sheet_->row_count());
    for (const std::size_t column : columns_.personal) {
      result_.personal_columns.push_back(sheet_->headings()[column]);
    }
    for (const std::size_t column : columns_.unread) {
      result_.unread_columns.push_back(sheet_->headings()[column]);
    }
    AnswerReader answers(*sheet_, columns_, *instrument_);
    judge_rows(answers);
    find_unknown(answers);
    if (!options_->accept_new) refuse_unknown(answers);
    accept_unknown();
    if (result_.count(RowKind::kRespondent) == 0) refuse_empty();
    store(now);
    return std::move(result_);
  }

 private:
  /// Options that earlier waves brought and that were accepted then.
  void add_accepted_options() {
    for (const data::SurveyQuestion& stored : data::survey_questions(*database_)) {
      const auto known =
          std::find_if(instrument_->questions.begin(), instrument_->questions.end(),
                       [&](const auto& question) { return question.id == stored.id; });
      if (known == instrument_->questions.end()) continue;
      for (const data::QuestionOption& option : stored.options) {
        if (!option.is_new) continue;
        ChoiceReader reader(*known, false);
        if (reader.read(option.text).unknown.empty()) continue;
        known->options.push_back(option);
      }
    }
  }

  void judge_rows(AnswerReader& answers) {
    std::unordered_set<std::string> seen;
    const bool has_waves = !data::survey_waves(*database_).empty();
    kinds_.reserve(sheet_->row_count());
    for (std::size_t row = 0; row < sheet_->row_count(); ++row) {
      RowKind kind = rules_.judge(row, answers);
      if (kind == RowKind::kRespondent) {
        const std::string identity = rules_.identity(row);
        const bool is_known =
            !identity.empty() && (!seen.insert(identity).second ||
                                  (has_waves && data::wave_of_identity(*database_, identity)));
        if (is_known) kind = RowKind::kDuplicate;
      }
      if (kind == RowKind::kRespondent && rules_.is_unfinished(row)) ++result_.unfinished_kept;
      kinds_.push_back(kind);
      ++result_.rows_of_kind.at(static_cast<std::size_t>(kind));
    }
  }

  /// Reads every answer once, for what is no option. Decisions about consent count in every row
  /// that a person filled: an unknown wording there must not cost a respondent.
  void find_unknown(AnswerReader& answers) {
    for (std::size_t row = 0; row < sheet_->row_count(); ++row) {
      const bool is_respondent = kinds_[row] == RowKind::kRespondent;
      const bool is_person = is_respondent || kinds_[row] == RowKind::kNoConsent ||
                             kinds_[row] == RowKind::kScreenedOut;
      for (std::size_t i = 0; i < instrument_->questions.size(); ++i) {
        const Answer& answer = answers.read(row, i);
        if (answer.is_filled) ++filled_cells_[i];
        if (is_respondent) result_.artefacts += answer.choices.artefacts;
        const bool decides = instrument_->questions[i].purpose != data::QuestionPurpose::kAnswer;
        if (!is_respondent && !(is_person && decides)) continue;
        for (const std::string& text : answer.choices.unknown) ++unknown_[i][text];
      }
    }
  }

  void refuse_unknown(const AnswerReader& answers) const {
    std::int64_t cells = 0;
    std::vector<std::string> reasons;
    for (std::size_t i = 0; i < unknown_.size(); ++i) {
      const data::SurveyQuestion& question = instrument_->questions[i];
      std::size_t named = 0;
      for (const auto& [text, count] : unknown_[i]) {
        cells += count;
        if (++named > kMostNamed) continue;
        std::string reason = fmt::format("question {}: '{}', {} time{}", question.id, text, count,
                                         count == 1 ? "" : "s");
        const std::string meant = answers.nearest_option(i, text);
        if (question.kind == data::QuestionKind::kNumber) reason += "; a number is needed";
        if (!meant.empty()) reason += fmt::format("; the nearest option is '{}'", meant);
        reasons.push_back(std::move(reason));
      }
      if (named > kMostNamed) {
        reasons.push_back(fmt::format("question {}: {} others", question.id, named - kMostNamed));
      }
    }
    if (reasons.empty()) return;
    Error error(fmt::format("{} answer{} no option of the instrument; nothing was imported", cells,
                            cells == 1 ? " is" : "s are"));
    error.at(file_);
    for (std::string& reason : reasons) error.because(std::move(reason));
    throw error.help(
        "add the wording to the option's `aliases`, or take all as options of their "
        "own with --accept-new");
  }

  void accept_unknown() {
    for (std::size_t i = 0; i < unknown_.size(); ++i) {
      data::SurveyQuestion& question = instrument_->questions[i];
      if (question.kind == data::QuestionKind::kNumber) continue;
      for (const auto& [text, count] : unknown_[i]) {
        data::QuestionOption option{.id = option_id(question, text), .text = text};
        option.is_new = true;
        question.options.push_back(std::move(option));
        result_.new_options.push_back({.question = question.id, .text = text, .count = count});
      }
    }
  }

  [[noreturn]] void refuse_empty() const {
    Error error("no row of the file is a respondent; nothing was imported");
    error.at(file_);
    for (const RowRule& rule : kRowRules) {
      if (const std::int64_t count = result_.count(rule.kind); count > 0) {
        error.because(
            fmt::format("{} of {} rows: {} ({})", count, result_.rows, rule.id, rule.rule));
      }
    }
    throw error.help("check that the instrument is that of this survey");
  }

  void store(Moment now) {
    database_->bulk_transaction([&] {
      const std::int64_t instrument_id = data::store_instrument(*database_, *instrument_);
      data::WaveWriter writer(*database_,
                              {.file = file_,
                               .fingerprint = sheet_->fingerprint(),
                               .rows = result_.rows,
                               .artefacts = result_.artefacts,
                               .invited = options_->invited,
                               .population = options_->population},
                              instrument_id, now);
      result_.wave = writer.number();
      AnswerReader answers(*sheet_, columns_, *instrument_);
      for (std::size_t row = 0; row < sheet_->row_count(); ++row) store_row(row, writer, answers);
      for (std::size_t i = 0; i < filled_cells_.size(); ++i) {
        writer.set_filled_cells(instrument_->questions[i].row_id, filled_cells_[i]);
      }
      writer.finish();
    });
  }

  void store_row(std::size_t row, data::WaveWriter& writer, AnswerReader& answers) {
    const std::int64_t line = sheet_->line(row);
    if (kinds_[row] != RowKind::kRespondent) {
      writer.leave_out(line, rule_of(kinds_[row]).id);
      if (kinds_[row] == RowKind::kMetadata) store_metadata(row, line, writer, answers);
      return;
    }
    const std::int64_t respondent = writer.add_respondent(line, rules_.identity(row));
    for (std::size_t i = 0; i < instrument_->questions.size(); ++i) {
      store_answer(respondent, instrument_->questions[i], answers.read(row, i), writer);
    }
    if (!options_->keep_personal) return;
    for (const std::size_t column : columns_.personal) {
      const std::string_view value = trim(sheet_->cell(row, column));
      if (!value.empty()) writer.add_personal_detail(respondent, sheet_->headings()[column], value);
    }
  }

  static void store_answer(std::int64_t respondent, const data::SurveyQuestion& question,
                           const Answer& answer, data::WaveWriter& writer) {
    data::NewAnswer row{.question = question.row_id};
    for (const std::size_t place : answer.choices.options) {
      const data::QuestionOption& option = question.options[place];
      row.option = option.row_id;
      row.text =
          option.is_other && !answer.text.empty() ? std::optional(answer.text) : std::nullopt;
      writer.add_answer(respondent, row);
      ++row.position;
    }
    if (!answer.choices.options.empty() || !answer.is_answered()) return;
    row.number = answer.number;
    if (!answer.text.empty()) row.text = answer.text;
    writer.add_answer(respondent, row);
  }

  void store_metadata(std::size_t row, std::int64_t line, data::WaveWriter& writer,
                      AnswerReader& answers) {
    for (std::size_t i = 0; i < instrument_->questions.size(); ++i) {
      const data::SurveyQuestion& question = instrument_->questions[i];
      for (const std::size_t option : answers.read(row, i).choices.options) {
        writer.add_metadata_answer(line, question.options[option].row_id);
      }
    }
  }

  data::Database* database_;
  data::Instrument* instrument_;
  const ResponseSheet* sheet_;
  std::string file_;
  const ImportOptions* options_;
  ExportColumns columns_;
  RowRules rules_;
  std::vector<RowKind> kinds_;
  std::vector<std::map<std::string, std::int64_t>> unknown_;  ///< per question: text and count
  std::vector<std::int64_t> filled_cells_;
  SurveyImport result_;
};

}  // namespace

SurveyImport import_responses(data::Database& database, data::Instrument instrument,
                              const std::filesystem::path& path, const std::string& file,
                              const ImportOptions& options, Moment now) {
  const ResponseSheet sheet = ResponseSheet::open(
      path, options.sheet,
      [&](std::string_view heading) { return knows_heading(instrument, heading); });
  for (const data::SurveyWave& wave : data::survey_waves(database)) {
    if (wave.fingerprint != sheet.fingerprint()) continue;
    SurveyImport known;
    known.is_known = true;
    known.wave = wave.number;
    return known;
  }
  return Import(database, instrument, sheet, file, options).run(now);
}

}  // namespace faultline::survey
