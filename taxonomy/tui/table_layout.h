#pragma once

#include <vector>

#include "taxonomy/tui/flow.h"

namespace faultline::taxonomy {

enum class CellAlignment { kLeft, kCenter, kRight };

/// A table of a Markdown text. Rows may be of different lengths; the first is the heading.
struct MarkdownTable {
  std::vector<CellAlignment> alignments = {};
  std::vector<std::vector<Flow>> rows = {};
};

/// The table as lines: in columns that are as wide as their widest cell, or narrower with their
/// cells wrapped where the width asks for it; where not even that fits, each row as one text.
[[nodiscard]] std::vector<StyledLine> lay_table(const MarkdownTable& table, int width);

}  // namespace faultline::taxonomy
