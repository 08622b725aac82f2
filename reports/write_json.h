#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "reports/table.h"

namespace faultline::reports {

/// A table as JSON, keys in this order:
///
///     {"id", "title", "columns": [{"id", "label"}], "rows": [{column id: value}], "notes": []}
///
/// Counts are integers, other numbers unrounded, shares fractions of 1; nothing, and a number that
/// is not finite, is null. An estimate takes three columns (id, id_low, id_high). Broken UTF-8 is
/// shown as U+FFFD. The text may hold "</script>": whoever puts it inside HTML escapes it there.
[[nodiscard]] std::string write_json(const Table& table);

/// The same as a value, for documents that hold several tables.
[[nodiscard]] nlohmann::ordered_json to_json(const Table& table);

}  // namespace faultline::reports
