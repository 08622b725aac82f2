#pragma once

#include "reports/tables/tables.h"

namespace faultline::reports {

/// How far raters agree on the themes of open answers, over the answers that both coded: for each
/// theme, Cohen's kappa of giving it or not, as an answer may have several; and for all themes of a
/// question together ("=all"), whether both gave the same set, with each set as a code.
/// @param request  its raters; all who coded, but the consensus, where it names none
[[nodiscard]] Table theme_agreement_table(const TableRequest& request);

/// An open answer that raters coded otherwise, or alike.
struct CodedAnswer {
  std::int64_t respondent = 0;
  std::vector<std::vector<std::int64_t>> themes = {};  ///< rows, of each rater
  [[nodiscard]] bool agrees() const;
};

/// The answers to a question that all of the raters coded, by respondent.
[[nodiscard]] std::vector<CodedAnswer> coded_by_all(data::Database& database,
                                                    std::int64_t question_row_id,
                                                    const std::vector<std::string>& raters);

/// Who coded a question, but the consensus; or those of them that are named.
[[nodiscard]] std::vector<std::string> coders_to_compare(data::Database& database,
                                                         std::int64_t question_row_id,
                                                         const std::vector<std::string>& named);

}  // namespace faultline::reports
