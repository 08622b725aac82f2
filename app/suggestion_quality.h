#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/table.h"
#include "taxonomy/suggest/suggest.h"

namespace faultline::app {

/// How often suggestions meet the raters' codes, beside what the most frequent code alone would
/// reach: a row for each dimension and method.
[[nodiscard]] reports::Table suggestion_quality(std::span<const taxonomy::SuggestionCheck> checks);

/// The same in sentences, for the notes of a table of suggestions.
[[nodiscard]] std::vector<std::string> suggestion_quality_notes(
    std::span<const taxonomy::SuggestionCheck> checks);

}  // namespace faultline::app
