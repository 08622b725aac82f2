#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/codebook.h"
#include "taxonomy/label_sheet.h"

namespace faultline::taxonomy {

/// A column that holds codes.
struct CodeColumn {
  std::size_t column = 0;
  const data::Dimension* dimension = nullptr;
  /// Where the column holds children: of this code, or, where none is named, of whatever code the
  /// row has in the dimension (a column such as `subcause`).
  bool holds_children = false;
  const data::Code* parent = nullptr;
};

/// The columns of one dimension that say more about its code; where one is missing, the row's
/// column of that name counts.
struct DetailColumns {
  std::optional<std::size_t> confidence;
  std::optional<std::size_t> memo;
  std::optional<std::size_t> evidence;
};

/// Which column of a label sheet holds what, told by the headings. Case, spaces, hyphens and
/// underscores do not count.
///
/// - `repository`, `issue` (or `number`), `url`, `title`, `rater`, `confidence`, `memo`,
/// `evidence`,
///   `assisted`, `withdrawn`, `labelled_at`, `codebook_version`, `latest_onnx_release`
/// - a dimension by its id, its name or one of its other headings in the codebook; the same
/// followed
///   by "by number" for a second column that says it again
/// - `sub` and a dimension's id for children; or what the codebook calls the column of one code's
///   children
/// - a dimension's id followed by `confidence`, `memo` or `evidence`
struct LabelColumns {
  std::optional<std::size_t> repository;
  std::optional<std::size_t> issue;
  std::optional<std::size_t> url;
  std::optional<std::size_t> title;
  std::optional<std::size_t> rater;
  std::optional<std::size_t> confidence;
  std::optional<std::size_t> memo;
  std::optional<std::size_t> evidence;
  std::optional<std::size_t> assisted;
  std::optional<std::size_t> withdrawn;
  std::optional<std::size_t> labelled_at;
  std::optional<std::size_t> codebook_version;
  std::optional<std::size_t> latest_onnx_release;
  std::vector<CodeColumn> codes;  ///< a row's own code columns before those of children
  std::map<const data::Dimension*, DetailColumns> details;
  std::vector<std::string> ignored;  ///< columns that mean nothing to us, for the user to see
};

/// @param codebook  must live longer than the result
/// @throws Error (input) where two columns hold the same, or no column holds codes
[[nodiscard]] LabelColumns find_label_columns(const LabelSheet& sheet, const std::string& file,
                                              const data::Codebook& codebook);

}  // namespace faultline::taxonomy
