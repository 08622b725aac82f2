#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"
#include "data/period.h"

namespace faultline::reports {

/// An issue by its repository (in lower case, as GitHub compares names) and number, so that two
/// studies can have it in common.
using IssueKey = std::pair<std::string, std::int64_t>;

/// What one side of a comparison counts in one dimension.
struct SideCounts {
  std::map<std::string, std::int64_t> codes;  ///< failures by code id; a parent without its parts
  std::int64_t failures = 0;
  std::map<IssueKey, std::string> issues;  ///< each with its code; empty for a built-in side
  std::int64_t unknown_codes = 0;          ///< labels that the codebook does not know, not counted
};

/// One side of a comparison: the failures of a study, of a period of it, of one rater, of a file of
/// labels, or figures that are inside the program.
struct ComparedSide {
  std::string name;         ///< as it was typed
  std::string description;  ///< "the published study", for the notes
  /// Which labels they are: two sides with the same origin can share issues, but no two opinions.
  std::string origin;
  /// The codes that it can hold; none for a built-in side, which holds what it holds.
  std::optional<data::Codebook> codebook;
  std::map<std::string, SideCounts> dimensions;  ///< by id
  /// Options of `faultline issues` that lead to its failures; no value where they cannot be opened.
  std::optional<std::vector<std::string>> where;
};

/// Which labels of a database a side counts.
struct SideScope {
  std::optional<std::string> rater = {};  ///< else the consensus, else the first
  std::optional<data::Period> period = {};
  std::optional<std::string> converter = {};
};

/// Reads a side from a database: dimensions, codebook, and in the description the raters. Name,
/// origin and where are the caller's.
/// @throws Error (input) for a rater or converter that the database does not have
[[nodiscard]] ComparedSide read_side(data::Database& database, const data::Codebook& codebook,
                                     const SideScope& scope);

/// The 200 failures of the published study, as its tables 8, 9 and 14 count them.
/// @throws Error (input) for a converter that it does not have
[[nodiscard]] ComparedSide published_side(const std::optional<std::string>& converter);

/// Failures of the front ends of deep-learning compilers (Shen et al. 2021), as the published
/// study's tables 9 and 14 show them beside its own. They have no converters and no stages.
[[nodiscard]] ComparedSide dl_compilers_side();

}  // namespace faultline::reports
