#include "survey/row_rules.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace faultline::survey {

namespace {

using data::QuestionPurpose;

bool passes(const data::SurveyQuestion& question, const Answer& answer) {
  return std::any_of(answer.choices.options.begin(), answer.choices.options.end(),
                     [&](std::size_t option) { return question.options[option].passes; });
}

/// Statuses of Qualtrics, as text or as the numbers of its numeric export.
bool is_test_status(std::string_view status) {
  return status == "survey preview" || status == "survey test" || status == "preview" ||
         status == "test" || status == "1" || status == "2";
}

bool is_spam_status(std::string_view status) {
  return status.find("spam") != std::string_view::npos || status == "8" || status == "9";
}

}  // namespace

RowRules::RowRules(const ResponseSheet& sheet, const ExportColumns& columns,
                   const data::Instrument& instrument, std::optional<std::size_t> text_row)
    : sheet_(&sheet),
      columns_(&columns),
      instrument_(&instrument),
      text_row_(text_row),
      decides_(std::any_of(
          instrument.questions.begin(), instrument.questions.end(),
          [](const auto& question) { return question.purpose != QuestionPurpose::kAnswer; })) {}

std::string RowRules::cell(std::size_t row, std::optional<std::size_t> column) const {
  return column ? to_lower(trim(sheet_->cell(row, *column))) : std::string();
}

/// Whether the row's first filled cell is of the kind {"ImportId": ...}.
bool RowRules::names_import_ids(std::size_t row) const {
  for (std::size_t column = 0; column < sheet_->headings().size(); ++column) {
    const std::string_view text = trim(sheet_->cell(row, column));
    if (!text.empty()) return text.starts_with("{\"ImportId\"");
  }
  return false;
}

bool RowRules::holds_display_order(std::size_t row) const {
  for (std::size_t column = 0; column < sheet_->headings().size(); ++column) {
    if (is_artefact(sheet_->cell(row, column))) return true;
  }
  return false;
}

bool RowRules::is_unfinished(std::size_t row) const {
  if (columns_->finished) {
    const std::string finished = cell(row, columns_->finished);
    return finished == "false" || finished == "0" || finished == "no";
  }
  if (columns_->submitted) return cell(row, columns_->submitted).empty();
  constexpr int kWhole = 100;
  const std::string progress = cell(row, columns_->progress);
  int percent = kWhole;
  std::from_chars(progress.data(), progress.data() + progress.size(), percent);
  return percent < kWhole;
}

RowKind RowRules::judge(std::size_t row, AnswerReader& answers) {
  if (row == text_row_) return RowKind::kText;
  if (names_import_ids(row)) return RowKind::kMetadata;
  bool any_decision = false;
  bool consents = true;
  bool fits = true;
  bool answers_anything = false;
  for (std::size_t i = 0; i < instrument_->questions.size(); ++i) {
    const data::SurveyQuestion& question = instrument_->questions[i];
    if (question.purpose == QuestionPurpose::kAnswer && answers_anything) continue;
    const Answer& answer = answers.read(row, i);
    const bool said = answer.is_answered() || !answer.choices.unknown.empty();
    if (question.purpose == QuestionPurpose::kAnswer) {
      answers_anything = answers_anything || said;
      continue;
    }
    any_decision = any_decision || said;
    // A platform that does not go on without consent may export no such column.
    const bool passed = passes(question, answer) || !columns_->questions[i].found();
    if (question.purpose == QuestionPurpose::kConsent) consents = consents && passed;
    if (question.purpose == QuestionPurpose::kScreening) fits = fits && passed;
  }
  const bool may_be_metadata = decides_ ? !any_decision : !seen_respondent_;
  if (may_be_metadata && holds_display_order(row)) return RowKind::kMetadata;
  const std::string status = cell(row, columns_->status);
  const std::string channel = cell(row, columns_->channel);
  if (is_test_status(status) || channel == "preview" || channel == "test") return RowKind::kTest;
  if (is_spam_status(status)) return RowKind::kSpam;
  if (!consents) return RowKind::kNoConsent;
  if (!fits) return RowKind::kScreenedOut;
  if (instrument_->finished_only && is_unfinished(row)) return RowKind::kUnfinished;
  if (!answers_anything) return RowKind::kEmpty;
  seen_respondent_ = true;
  return RowKind::kRespondent;
}

std::string RowRules::identity(std::size_t row) const {
  if (columns_->response_id) {
    return std::string(trim(sheet_->cell(row, *columns_->response_id)));
  }
  if (!columns_->timestamp) return {};
  std::string content;
  for (std::size_t column = 0; column < sheet_->headings().size(); ++column) {
    content.append(sheet_->cell(row, column)) += '\x1F';
  }
  return fingerprint(content);
}

}  // namespace faultline::survey
