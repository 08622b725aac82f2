#include "survey/answer_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace faultline::survey {

namespace {

/// A number with a point or a comma before its decimals.
std::optional<double> parse_number(std::string_view text) {
  std::string digits(text);
  if (std::count(digits.begin(), digits.end(), ',') == 1 && digits.find('.') == std::string::npos) {
    std::replace(digits.begin(), digits.end(), ',', '.');
  }
  double number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc{} && stop == digits.data() + digits.size();
  return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

enum class Tick { kYes, kNo, kUnclear };

/// What a cell says in a column that stands for one option.
Tick read_tick(std::string_view cell, const data::QuestionOption& option) {
  const std::string text = to_lower(trim(cell));
  constexpr std::array<std::string_view, 6> kNo{"", "n", "no", "0", "false", "not selected"};
  constexpr std::array<std::string_view, 7> kYes{"y", "yes",      "1",      "true",
                                                 "x", "selected", "checked"};
  if (std::find(kNo.begin(), kNo.end(), text) != kNo.end()) return Tick::kNo;
  if (std::find(kYes.begin(), kYes.end(), text) != kYes.end()) return Tick::kYes;
  const auto says = [&](const std::string& wording) { return to_lower(wording) == text; };
  const bool named = says(option.text) || says(option.id) ||
                     std::any_of(option.aliases.begin(), option.aliases.end(), says);
  return named ? Tick::kYes : Tick::kUnclear;
}

bool is_other_inline(const data::SurveyQuestion& question, const QuestionColumns& columns) {
  return !columns.other_text &&
         std::any_of(question.options.begin(), question.options.end(),
                     [](const auto& option) { return option.is_other && !option.text_column; });
}

}  // namespace

AnswerReader::AnswerReader(const ResponseSheet& sheet, const ExportColumns& columns,
                           const data::Instrument& instrument)
    : sheet_(&sheet), columns_(&columns), instrument_(&instrument) {
  for (std::size_t i = 0; i < instrument.questions.size(); ++i) {
    const data::SurveyQuestion& question = instrument.questions[i];
    readers_.emplace_back(question, is_other_inline(question, columns.questions[i]));
  }
}

void AnswerReader::read_option_columns(std::size_t row, std::size_t question) {
  const data::SurveyQuestion& asked = instrument_->questions[question];
  for (const auto& [column, option] : columns_->questions[question].option_columns) {
    const std::string_view cell = sheet_->cell(row, column);
    if (trim(cell).empty()) continue;
    answer_.is_filled = true;
    if (is_artefact(cell)) {
      ++answer_.choices.artefacts;
      continue;
    }
    const Tick tick = read_tick(cell, asked.options[option]);
    if (tick == Tick::kYes) answer_.choices.options.push_back(option);
    if (tick == Tick::kUnclear) answer_.choices.unknown.emplace_back(trim(cell));
  }
}

void AnswerReader::read_choices(std::size_t row, std::size_t question) {
  const data::SurveyQuestion& asked = instrument_->questions[question];
  const QuestionColumns& place = columns_->questions[question];
  if (place.column) {
    const std::string_view cell = sheet_->cell(row, *place.column);
    answer_.is_filled = !trim(cell).empty();
    if (answer_.is_filled) answer_.choices = readers_[question].read(cell);
  } else {
    read_option_columns(row, question);
  }
  answer_.text = answer_.choices.other_text;
  if (!place.other_text) return;
  const std::string_view text = trim(sheet_->cell(row, *place.other_text));
  if (text.empty()) return;
  const auto other =
      static_cast<std::size_t>(std::find_if(asked.options.begin(), asked.options.end(),
                                            [](const auto& option) { return option.is_other; }) -
                               asked.options.begin());
  std::vector<std::size_t>& options = answer_.choices.options;
  const bool chosen = std::find(options.begin(), options.end(), other) != options.end();
  if (!chosen && !place.other_text_chooses) return;
  if (!chosen) options.push_back(other);
  answer_.text = text;
}

const Answer& AnswerReader::read(std::size_t row, std::size_t question) {
  answer_.choices.options.clear();
  answer_.choices.other_text.clear();
  answer_.choices.unknown.clear();
  answer_.choices.artefacts = 0;
  answer_.number.reset();
  answer_.text = {};
  answer_.is_filled = false;
  const data::SurveyQuestion& asked = instrument_->questions[question];
  const QuestionColumns& place = columns_->questions[question];
  if (!place.found()) return answer_;
  const bool chooses =
      asked.kind != data::QuestionKind::kNumber && asked.kind != data::QuestionKind::kOpen;
  if (chooses) {
    read_choices(row, question);
    return answer_;
  }
  const std::string_view cell = trim(sheet_->cell(row, *place.column));
  answer_.is_filled = !cell.empty();
  if (is_artefact(cell)) {
    ++answer_.choices.artefacts;
  } else if (asked.kind == data::QuestionKind::kOpen) {
    answer_.text = cell;
  } else if (answer_.is_filled) {
    answer_.number = parse_number(cell);
    if (!answer_.number) {
      answer_.text = cell;
      answer_.choices.unknown.emplace_back(cell);
    }
  }
  return answer_;
}

}  // namespace faultline::survey
