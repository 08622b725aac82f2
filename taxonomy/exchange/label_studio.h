#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "taxonomy/exchange/exchange_items.h"
#include "taxonomy/label_import.h"
#include "taxonomy/suggest/suggest.h"

namespace faultline::taxonomy {

/// Exchange with Label Studio: a labelling configuration for its project, tasks to be imported
/// there, and tasks that it exports as "JSON".
/// Source: https://labelstud.io/guide/task_format and https://labelstud.io/tags, version 1.13.
///
/// A dimension is a control of its id: Choices, or Taxonomy where codes have children. Beside it
/// stand `ID-confidence` (Choices), `ID-memo` and `ID-evidence` (TextArea); the rater's name is
/// the TextArea `rater`. The value of a choice is the code's id.

/// The labelling configuration (XML) that a project for these tasks needs.
[[nodiscard]] std::string label_studio_config(const data::Codebook& codebook);

/// Suggested codes by repository and number.
using SuggestionsByIssue = std::map<std::pair<std::string, std::int64_t>, std::vector<Suggestion>>;

/// The tasks, with one annotation for each rater who labelled the issue.
/// @param suggestions  shown as predictions; the tasks are marked as assisted then
[[nodiscard]] std::string export_label_studio(
    const std::vector<ExchangeItem>& items, const data::Codebook& codebook,
    const std::optional<SuggestionsByIssue>& suggestions = {});

/// Imports tasks that Label Studio exported (or that export_label_studio wrote). Annotations that
/// were cancelled, and predictions, are left out.
/// @param rater  whose labels they are where an annotation does not name its rater
/// @throws Error (input) for what is not such a file, with the line where it is not JSON, and for
///         bad tasks, all of them; nothing is imported then
LabelImport import_label_studio(data::Database& database, const data::Codebook& codebook,
                                std::string_view content, const std::string& file,
                                const std::optional<std::string>& rater, Moment now);

}  // namespace faultline::taxonomy
