#pragma once

#include <string>

#include "reports/table.h"

namespace faultline::reports {

/// A table as CSV (RFC 4180, but with LF at the end of lines; UTF-8): a line of column ids, then
/// one line per row. Title and notes are left out. Numbers are unrounded, in the shortest form that
/// reads back as the same number, shares as fractions; an estimate takes three columns (id, id_low,
/// id_high); nothing is an empty field.
///
/// A text that a spreadsheet would run as a formula gets an apostrophe in front.
[[nodiscard]] std::string write_csv(const Table& table);

}  // namespace faultline::reports
