#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

/// A stretch of an issue that a rater names as evidence for a code: lines of the source text of one
/// part, so that it holds at any width of the window.
struct EvidenceMark {
  std::string part;  ///< "body", "comment 3", "fix 2"
  int first = 0;     ///< the first line, from 1; 0 for the whole part
  int last = 0;

  friend bool operator==(const EvidenceMark&, const EvidenceMark&) = default;
};

/// As a label stores it: "body:3-4; comment 3:7; fix 2".
[[nodiscard]] std::string to_text(const std::vector<EvidenceMark>& marks);

/// Reads what to_text wrote. Text of another kind is one mark that names no line, and is kept as it
/// is.
[[nodiscard]] std::vector<EvidenceMark> parse_evidence(std::string_view text);

/// The marks for lines of the screen: one for each part that they show text of, from its first to
/// its last line; a part of which they show only the heading is marked whole.
[[nodiscard]] std::vector<EvidenceMark> marks_of(std::span<const StyledLine> lines);

/// Whether a line of the screen shows marked text.
[[nodiscard]] bool is_marked(const StyledLine& line, const std::vector<EvidenceMark>& marks);

}  // namespace faultline::taxonomy
