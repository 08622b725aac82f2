#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "data/survey_instrument.h"
#include "survey/answer_reader.h"
#include "survey/export_columns.h"
#include "survey/response_sheet.h"

namespace faultline::survey {

/// What a row of an export is. The first rule that holds decides, in this order.
enum class RowKind {
  kText,
  kMetadata,
  kTest,
  kSpam,
  kNoConsent,
  kScreenedOut,
  kUnfinished,
  kEmpty,
  kDuplicate,
  kRespondent,
};

struct RowRule {
  RowKind kind;
  std::string_view id;    ///< as the database calls it
  std::string_view rule;  ///< in words
};

/// In the order of the enumeration.
inline constexpr std::array kRowRules{
    RowRule{RowKind::kText, "text", "holds the texts of the questions"},
    RowRule{RowKind::kMetadata, "metadata",
            "holds {\"ImportId\": ...}, or a display order without consent or screening"},
    RowRule{RowKind::kTest, "test", "a preview or test of the survey"},
    RowRule{RowKind::kSpam, "spam", "spam, as the platform says"},
    RowRule{RowKind::kNoConsent, "no consent", "did not consent"},
    RowRule{RowKind::kScreenedOut, "screened out", "is not of those whom the survey asks"},
    RowRule{RowKind::kUnfinished, "unfinished", "did not reach the end (finished_only)"},
    RowRule{RowKind::kEmpty, "empty", "answered nothing beyond consent and screening"},
    RowRule{RowKind::kDuplicate, "duplicate",
            "the same response id, or time and answers, as an earlier row or wave"},
    RowRule{RowKind::kRespondent, "respondent", "everybody else"},
};

[[nodiscard]] constexpr const RowRule& rule_of(RowKind kind) {
  return kRowRules.at(static_cast<std::size_t>(kind));
}

/// Decides what the rows of an export are, from the first to the last.
class RowRules {
 public:
  /// @param text_row  as find_text_row found it
  RowRules(const ResponseSheet& sheet, const ExportColumns& columns,
           const data::Instrument& instrument, std::optional<std::size_t> text_row);

  /// What a row is, but for duplicates. To be called for each row in turn.
  /// @param answers  reads the sheet
  [[nodiscard]] RowKind judge(std::size_t row, AnswerReader& answers);

  /// What tells a response from others: the platform's id; else, where the export tells the time, a
  /// fingerprint of the row; else nothing, since two people may well answer alike.
  [[nodiscard]] std::string identity(std::size_t row) const;

  /// Whether a row says that its respondent did not reach the end.
  [[nodiscard]] bool is_unfinished(std::size_t row) const;

 private:
  [[nodiscard]] bool names_import_ids(std::size_t row) const;
  [[nodiscard]] bool holds_display_order(std::size_t row) const;
  [[nodiscard]] std::string cell(std::size_t row, std::optional<std::size_t> column) const;

  const ResponseSheet* sheet_;
  const ExportColumns* columns_;
  const data::Instrument* instrument_;
  std::optional<std::size_t> text_row_;
  bool decides_;  ///< whether the instrument asks for consent or screens
  bool seen_respondent_ = false;
};

}  // namespace faultline::survey
