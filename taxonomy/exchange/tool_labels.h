#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/labels.h"
#include "taxonomy/exchange/exchange_items.h"
#include "taxonomy/import_mistakes.h"
#include "taxonomy/label_import.h"

namespace faultline::taxonomy {

/// What programs such as Label Studio and doccano have in common: they are given each issue with
/// the labels that it had, which go through them untouched beside what the rater works on, and they
/// give back what the rater made of it. A label that comes back as it went is the same label, with
/// its time and all; one that comes back otherwise is a new one.

/// The field under which the labels that an issue had go through another program.
inline constexpr const char* kRecordedField = "recorded";

/// A label as another program's file says it.
struct ToolLabel {
  std::size_t row = 0;  ///< the task or line, from 1
  std::string repository = {};
  std::int64_t issue = 0;
  std::string rater = {};
  std::string dimension = {};
  std::string code = {};
  std::string confidence{data::kSure};
  std::optional<std::string> memo = {};      ///< absent where the program has no place for one
  std::optional<std::string> evidence = {};  ///< likewise
  std::optional<Moment> labelled_at = {};    ///< absent where the program does not tell
  bool assisted = false;
  nlohmann::json recorded = {};  ///< what went through, of any shape
};

/// The labels of an issue as they go through another program: an array of lines of the log.
[[nodiscard]] nlohmann::ordered_json recorded_labels(const std::vector<data::Label>& labels);

/// Adds the labels, by the rules above. One that says what holds already is not added again.
/// @param mistakes  what was found wrong while the file was read
/// @param rows      how many tasks or lines the file has
/// @throws Error (input) where there is a mistake, and where two labels of one rater, issue and
///         dimension contradict each other; nothing is imported then
LabelImport import_tool_labels(data::Database& database, const data::Codebook& codebook,
                               const std::vector<ToolLabel>& labels, ImportMistakes& mistakes,
                               std::int64_t rows, const std::string& file, Moment now);

/// Reads what a task or line says about its issue: `repository` and `issue`. No value, and a
/// mistake, where it does not.
[[nodiscard]] std::optional<ToolLabel> read_issue_fields(const nlohmann::json& object,
                                                         std::size_t row, ImportMistakes& mistakes);

/// A code by what a file calls it. No value, and a mistake with the nearest code, for an unknown
/// one.
[[nodiscard]] std::optional<std::string> find_tool_code(const data::Dimension& dimension,
                                                        const std::string& text, std::size_t row,
                                                        ImportMistakes& mistakes);

/// A text field of an object; empty where it is missing or no text.
[[nodiscard]] std::string text_field(const nlohmann::json& object, const char* field);

}  // namespace faultline::taxonomy
