#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "data/database.h"

namespace faultline::survey {

struct ThemeImportOptions {
  std::optional<std::string> rater = {};     ///< whose themes they are, where no column says
  std::optional<std::string> question = {};  ///< of which question, where no column says
};

/// What an import of themes did.
struct ThemeImport {
  std::int64_t rows = 0;
  std::int64_t rows_without_theme = 0;  ///< not coded yet, left out
  std::int64_t added = 0;               ///< answers with a new coding
  std::int64_t known = 0;               ///< the rater's newest coding says the same
};

/// Imports themes of open answers from CSV: columns `respondent` (its number, as `survey theme
/// list` prints it), `themes` (ids, names or aliases, with semicolons between; `not-codeable` for
/// none), and optionally `question`, `rater` and `memo`. Several rows of one rater about one answer
/// add up.
///
/// @throws Error (input) listing every bad row with the nearest theme; then nothing was imported
ThemeImport import_themes(data::Database& database, std::string_view content,
                          const std::string& file, const ThemeImportOptions& options, Moment now);

}  // namespace faultline::survey
