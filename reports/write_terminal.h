#pragma once

#include <cstddef>
#include <string>

#include "reports/table.h"

namespace faultline::reports {

struct TerminalStyle {
  std::size_t width = 80;  ///< columns of the terminal
  bool colour = false;     ///< a bold title and dim notes
};

/// A table as aligned text: the title, the columns under their headings, the notes.
///
/// Texts stand left and numbers right; a part of the row above is indented by two spaces. What does
/// not fit the width is made to fit: first long texts are cut, with an ellipsis, then columns go on
/// in further blocks that repeat the first column. Numbers are never cut, so a terminal narrower
/// than the first column with one other is overrun.
///
/// Texts of any origin are safe: they are shown without control characters (see printable()).
[[nodiscard]] std::string write_terminal(const Table& table, const TerminalStyle& style = {});

}  // namespace faultline::reports
