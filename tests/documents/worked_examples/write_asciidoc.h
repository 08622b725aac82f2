#pragma once

#include <string>

#include "reports/table.h"

namespace faultline::reports {

/// A table for AsciiDoc. Texts of any origin stand in it as they are read: what AsciiDoc would take
/// for markup is passed through.
[[nodiscard]] std::string write_asciidoc(const Table& table);

}  // namespace faultline::reports
