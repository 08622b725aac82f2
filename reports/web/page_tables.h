#pragma once

#include <nlohmann/json.hpp>

#include "reports/table.h"

namespace faultline::reports {

/// A table for the page's script, which counts it anew under a filter, sorts it and writes it as
/// LaTeX and CSV: {id, title, notes, pages, columns, rows}.
///
/// - pages: whether it is longer than a page of print
/// - a column: {id, label, group, kind, audience, where, counts, interval, long, share}: whether it
///   counts issues, has intervals, holds long texts; share is [place of the part, place of the
///   whole or null], see ShareOf
/// - a row: {values, where, level, total, leads}
/// - a value: a count is a number, another number an array of one, an estimate an array of three,
///   nothing null; a number that is not finite is null inside its array
///
/// What is false, empty or usual is left out ("kind" is "text", "level" 0, "leads" true).
[[nodiscard]] nlohmann::ordered_json page_table(const Table& table);

}  // namespace faultline::reports
