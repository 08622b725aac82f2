#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reports/methods/methods.h"
#include "reports/table.h"

namespace faultline::reports {

/// What the parts of the methods section share.
struct MethodsInput {
  const TableRequest* request;
  const data::StudyFile* study;

  [[nodiscard]] data::Database& database() const { return *request->database; }
};

/// Sources, filters, their validation, the sample.
void describe_mining(const MethodsInput& input, Methods& methods);
/// Raters, codebook, labels, agreement, missing labels.
void describe_labelling(const MethodsInput& input, Methods& methods);
/// Instrument, respondents, missing answers, themes.
void describe_survey(const MethodsInput& input, Methods& methods);

/// "1 issue", "14 issues".
[[nodiscard]] std::string number_of(std::int64_t count, std::string_view noun);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string enumerate(const std::vector<std::string>& items);

/// A name in quotation marks, since it may hold anything.
[[nodiscard]] std::string in_quotes(std::string_view name);

/// A table's cell as it is printed, "0.780 [0.610, 0.950]".
[[nodiscard]] std::string cell_text(const Table& table, const Row& row, std::string_view column_id);

/// The count in a cell; 0 where there is none.
[[nodiscard]] std::int64_t cell_count(const Table& table, const Row& row,
                                      std::string_view column_id);

/// Whether there is anything in a cell.
[[nodiscard]] bool has_cell(const Table& table, const Row& row, std::string_view column_id);

}  // namespace faultline::reports
