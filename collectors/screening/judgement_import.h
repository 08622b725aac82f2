#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "data/csv.h"
#include "data/database.h"

namespace faultline::collectors {

struct JudgementImport {
  std::int64_t rows = 0;
  std::int64_t stored = 0;  ///< new judgements, and others than before
};

/// Reads hand judgements of issues from a table with the columns `repository` (owner/name, or the
/// converter's name), `issue`, `relevant` (yes or no; also y, n, true, false, 1, 0) and, where
/// `rater` is not given, `rater`; others are ignored. Whole or not at all.
/// @param name  what errors call the table
/// @throws Error (input) naming every bad row: unknown issue or answer, an issue twice with
/// different
///         answers, a missing rater; or the missing column
JudgementImport import_judgements(data::Database& database, const data::CsvTable& table,
                                  const std::string& name, const std::optional<std::string>& rater,
                                  Moment now);

}  // namespace faultline::collectors
