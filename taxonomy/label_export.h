#pragma once

#include <optional>
#include <string>

#include "data/codebook.h"
#include "data/database.h"

namespace faultline::taxonomy {

/// All labels of a study, or of one rater, as CSV: one row for what a rater said of an issue at one
/// time, with a column for each dimension. Sorted, so that the same labels give the same bytes;
/// import_labels reads it back to the same labels. Memos are protected from being run as formulas.
/// The columns `assisted` and `withdrawn` are there where any label is marked so.
[[nodiscard]] std::string export_labels_csv(data::Database& database,
                                            const data::Codebook& codebook,
                                            const std::optional<std::string>& rater);

/// The same as JSON Lines, one line a label: a log that is pleasant to keep in git and that
/// import_label_log merges with others.
[[nodiscard]] std::string export_labels_jsonl(data::Database& database,
                                              const std::optional<std::string>& rater);

}  // namespace faultline::taxonomy
