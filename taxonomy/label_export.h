#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "data/codebook.h"
#include "data/database.h"

namespace faultline::taxonomy {

/// Writes all labels of a study, or of one rater, as CSV: one row for what a rater said of an issue
/// at one time, with a column for each dimension. Sorted, so that the same labels give the same
/// bytes; import_labels reads it back to the same labels. Memos are protected from being run as
/// formulas. The columns `assisted` and `withdrawn` are there where any label is marked so.
/// @throws Error (failure) where the file cannot be written; it then stays as it was
void write_label_csv(const std::filesystem::path& path, data::Database& database,
                     const data::Codebook& codebook, const std::optional<std::string>& rater);

/// The same as JSON Lines, one line a label: a log that is pleasant to keep in git and that
/// import_label_log merges with others.
void write_label_log(const std::filesystem::path& path, data::Database& database,
                     const std::optional<std::string>& rater);

}  // namespace faultline::taxonomy
