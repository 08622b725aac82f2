#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "data/database.h"

namespace faultline::data {

/// Finds issues by words: an issue matches where its title and body, or one of its comments, has
/// all of them. Upper and lower case, and accents, do not count; a word such as `aten::add` stands
/// for its parts in that order.
///
/// Ranking reads each match, which takes too long for words that most issues hold and that say
/// little. So the newest matches are ranked, and the others follow unranked.
class IssueSearch {
 public:
  /// So many issues, and so many comments, are ranked at most.
  static constexpr std::int64_t kMostRanked = 2'000;

  IssueSearch(Database& database, const std::string& words);

  /// The ids of the ranked issues, best match first: by BM25, where a word in the title counts four
  /// times, and an issue ranks as its best text does.
  /// Source: Robertson and Zaragoza 2009, as SQLite's FTS5 computes it.
  [[nodiscard]] std::vector<std::int64_t> ranked();

  /// The ids of the issues that match and are not among the ranked ones, newest first. To be called
  /// after ranked().
  [[nodiscard]] std::vector<std::int64_t> others();

  /// The place in a matching issue where the words were found, in [brackets], else in the first of
  /// its comments that has them. Text of any origin.
  [[nodiscard]] std::string snippet(std::int64_t issue_id);

 private:
  Database* database_;
  std::string query_;  ///< in FTS5's language
  std::unordered_set<std::int64_t> ranked_;
};

/// The full text indices: of titles and bodies, and of comments.
inline constexpr std::array<std::string_view, 2> kTextIndices{"issue_text", "comment_text"};

/// Makes the full text indices anew, within the caller's transaction; the same texts give the same
/// bytes.
void rebuild_text_indices(Database& database);

}  // namespace faultline::data
