#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "data/collected.h"
#include "taxonomy/tui/styled_line.h"

namespace faultline::taxonomy {

struct ThreadOptions {
  std::string converter = {};   ///< as in study.toml
  std::string repository = {};  ///< "owner/name"
  /// The fixes whose patches are shown, by part: "fix 2". Those of all others are folded.
  std::set<std::string> unfolded = {};
};

/// An issue as one long text to scroll: title, where it is from, state, dates and labels; body and
/// comments as Markdown; the timeline in words; the fixes with their changed files and patches.
/// Whatever the texts hold, each line is safe for a terminal and no wider than asked for.
///
/// A part's source lines count: in title, body and comments the lines of the text as it was
/// written; in the timeline the events; in a fix the lines of its patches, on from file to file.
/// They depend neither on the width nor on what is folded.
///
/// @param width  cells of a line, at least 1; what does not fit is wrapped
[[nodiscard]] std::vector<StyledLine> render_thread(const data::CollectedIssue& issue, int width,
                                                    const ThreadOptions& options);

/// The lines in which the text begins, in order. Case and the width of white space do not count,
/// and a text is also found where it was wrapped. An empty text is nowhere.
[[nodiscard]] std::vector<std::size_t> find_in_thread(const std::vector<StyledLine>& lines,
                                                      std::string_view text);

}  // namespace faultline::taxonomy
