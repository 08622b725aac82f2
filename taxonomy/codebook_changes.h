#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"

namespace faultline::taxonomy {

/// How labels follow a codebook that changed. People write down what became of which code:
///
///     [[rename]]
///     dimension = "cause"
///     from = "typo"
///     to = "slip"
///
///     [[merge]]
///     dimension = "cause"
///     from = ["testing", "documentation"]
///     to = "other"
///
///     [[split]]
///     dimension = "cause"
///     code = "shape-problem"
///     into = ["rank-problem", "axis-problem"]
///
/// Labels of a code that was renamed or merged are given again with its new code, confidence, memo
/// and evidence as they were; children follow to the child of the same name, or to the new code
/// where it has none. Labels of a code that was split are taken back, so that their issues are
/// unlabelled there and come first when their raters label again. Nothing is removed: the earlier
/// labels stay in the history.
///
/// The new rows are dated a millisecond after those that they follow, whenever this is done, so
/// that two machines that do the same make the same rows, and a label that a rater gave later
/// holds.

/// A code whose labels get another code.
struct CodeMove {
  std::string dimension;
  std::string from;
  std::string to;
};

/// A code whose labels are to be given again.
struct CodeSplit {
  std::string dimension;
  std::string code;
  std::vector<std::string> into;
};

struct CodebookChanges {
  std::vector<CodeMove> moves;  ///< renames, and one for each code of a merge
  std::vector<CodeSplit> splits;
};

/// Reads the changes.
/// @param codebook  the newest version, whose codes are the new ones
/// @throws Error (input) with the line for new codes that the codebook does not have, old ones that
///         it still has where labels would leave them, and a code that two changes are about
[[nodiscard]] CodebookChanges parse_codebook_changes(std::string_view content,
                                                     const std::string& name,
                                                     const data::Codebook& codebook);

/// What was done for one change.
struct AppliedChange {
  std::string dimension;
  std::string from;
  std::string to;           ///< of a split: empty
  std::int64_t labels = 0;  ///< how many follow, or were taken back
};

struct AppliedChanges {
  std::vector<AppliedChange> changes;  ///< moves, then splits, in their order
  /// Labels that hold and have a code that the codebook lacks, and that no change was about.
  std::vector<AppliedChange> left;
};

/// Applies changes to the labels that hold and were made with an older version of the codebook; so
/// a second time changes nothing. In a transaction of its own; the codebook is stored already.
/// @throws Error (input) for an old code that the study never had
AppliedChanges apply_codebook_changes(data::Database& database, const data::Codebook& codebook,
                                      const CodebookChanges& changes);

}  // namespace faultline::taxonomy
