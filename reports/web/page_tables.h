#pragma once

#include <nlohmann/json.hpp>

#include "reports/table.h"

namespace faultline::reports {

/// A table for the page's script, which counts it anew under a filter, sorts it and writes it as
/// LaTeX and CSV:
///
///     {"id", "title", "notes", "pages": whether it is longer than a page of print,
///      "columns": [{"id", "label", "group", "kind", "audience", "where", "counts", "interval",
///                   "long", "share": [place of the part, place of the whole or null]}],
///      "rows": [{"values", "where", "level", "total", "leads"}]}
///
/// What is false, empty or usual is left out ("kind" is "text", "level" 0, "leads" true). A count
/// is a number, another number an array of one, an estimate an array of three, nothing null; a
/// number that is not finite is null inside its array.
[[nodiscard]] nlohmann::ordered_json page_table(const Table& table);

}  // namespace faultline::reports
