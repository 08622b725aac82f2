#pragma once

#include <optional>
#include <string>
#include <vector>

namespace faultline::taxonomy {

/// What a stretch of text is. How that looks is the terminal's affair; none of it is told by colour
/// alone, since the text itself carries a sign: headings begin with #, quotes with a bar, code
/// stands between backticks or is indented, added and removed lines begin with + and -.
enum class Style {
  kPlain,
  kTitle,    ///< the issue's title
  kHeading,  ///< of the thread's parts and of what people wrote
  kStrong,
  kEmphasis,
  kStruck,
  kCode,
  kQuote,
  kLink,
  kDim,    ///< what can be passed over: URLs, raw HTML, rules, names of commits
  kAdded,  ///< lines of patches
  kRemoved,
  kHunk,
  kWarning,  ///< the program's own remarks on a text: cut, nested too deeply, not shown
};

/// Text that is safe for a terminal's cells (see cell_text.h), in one style.
struct StyledSpan {
  std::string text;
  Style style = Style::kPlain;

  friend bool operator==(const StyledSpan&, const StyledSpan&) = default;
};

/// One line of the screen, and what it shows. Its spans together are never wider than the width
/// that the line was made for.
struct StyledLine {
  std::vector<StyledSpan> spans = {};
  /// The line of the part's source text, from 1, with which this line begins; none for lines that
  /// show no text of the source (blank lines, headings of parts).
  std::optional<int> source_line = {};
  /// "title", "body", "comment 3", "timeline", "fix 2": what evidence names, as in "comment 3:4-7".
  /// Empty where the line belongs to none of them.
  std::string part = {};

  friend bool operator==(const StyledLine&, const StyledLine&) = default;
};

/// The line without its styles.
[[nodiscard]] std::string plain_text(const StyledLine& line);

}  // namespace faultline::taxonomy
