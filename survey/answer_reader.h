#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/survey_instrument.h"
#include "survey/choices.h"
#include "survey/export_columns.h"
#include "survey/response_sheet.h"

namespace faultline::survey {

/// What one row says to one question; the views last as long as the sheet.
struct Answer {
  Choices choices = {};
  std::optional<double> number = {};
  std::string_view text = {};  ///< of an open question, of "other", or what is no number
  bool is_filled = false;      ///< whether a cell has anything, be it an answer or not

  [[nodiscard]] bool is_answered() const {
    return !choices.options.empty() || number.has_value() || !text.empty();
  }
};

/// Reads the answers to the questions of an instrument out of an export.
class AnswerReader {
 public:
  AnswerReader(const ResponseSheet& sheet, const ExportColumns& columns,
               const data::Instrument& instrument);

  /// Valid until the next call.
  [[nodiscard]] const Answer& read(std::size_t row, std::size_t question);

  /// The option that is nearest to an unknown one; empty where none is near.
  [[nodiscard]] std::string nearest_option(std::size_t question, std::string_view text) const {
    return readers_[question].nearest_option(text);
  }

 private:
  void read_choices(std::size_t row, std::size_t question);
  void read_option_columns(std::size_t row, std::size_t question);

  const ResponseSheet* sheet_;
  const ExportColumns* columns_;
  const data::Instrument* instrument_;
  std::vector<ChoiceReader> readers_;
  Answer answer_;
};

}  // namespace faultline::survey
