#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "data/database.h"

namespace faultline::data {

/// What a rater says instead of a theme where an answer has nothing to code.
inline constexpr std::string_view kNotCodeable = "not-codeable";
/// Stands for the answers that have something to code.
inline constexpr std::string_view kCodeable = "codeable";

/// The themes that a rater found in one open answer.
struct Coding {
  std::int64_t respondent = 0;
  std::vector<std::int64_t> themes = {};  ///< rows of themes, ascending; none: not codeable
  std::string memo = {};
  /// Takes the rater's coding of the answer back, so that none holds; without themes and memo.
  bool withdrawn = false;

  friend bool operator==(const Coding&, const Coding&) = default;
};

struct AddedCodings {
  std::int64_t added = 0;
  std::int64_t known = 0;  ///< change nothing of what the rater says of the answer
};

/// Adds codings of a question by a rater, within the caller's transaction. Codings are only ever
/// added: the newest of a rater and an answer holds.
/// @param codings  one per respondent
AddedCodings add_codings(Database& database, std::int64_t question_row_id, std::int64_t rater_id,
                         std::vector<Coding> codings, Moment now);

/// The codings of a question by a rater that hold, by respondent.
[[nodiscard]] std::vector<Coding> current_codings(Database& database, std::int64_t question_row_id,
                                                  const std::string& rater);

/// The coding of one answer by a rater that holds; no value where none does.
[[nodiscard]] std::optional<Coding> current_coding(Database& database, std::int64_t question_row_id,
                                                   std::int64_t rater_id, std::int64_t respondent);

/// Who coded answers to a question, in the order in which the raters were added.
[[nodiscard]] std::vector<std::string> coders(Database& database, std::int64_t question_row_id);

/// Whose codings of a question count: the named rater's, if there are any (who labelled issues need
/// not have coded answers), else the consensus', else the first's; no value where nobody coded it.
[[nodiscard]] std::optional<std::string> prefer_coder(Database& database,
                                                      std::int64_t question_row_id,
                                                      const std::optional<std::string>& named);

}  // namespace faultline::data
