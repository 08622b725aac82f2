#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/collected.h"
#include "data/database.h"
#include "data/statement_cache.h"

namespace faultline::data {

/// Where a fix is found: fixes of several issues may be one and the same pull request or commit.
struct FixName {
  std::string kind;
  std::string repository;
  std::string ref;

  friend bool operator==(const FixName&, const FixName&) = default;
};

/// What was stored of an issue before an answer came.
struct KnownIssue {
  std::int64_t id = 0;
  std::optional<std::string> updated_at;    ///< absent where it was imported, not collected
  std::optional<std::string> collected_at;  ///< when it was last read whole
};

/// Stores what GitHub's answers hold, page by page. A row that says what is stored already is not
/// written again, so that storing an answer twice changes nothing, and `changes()` tells whether an
/// answer brought anything. Comments and titles are kept in the full text index.
///
/// Whoever stores wraps the calls for one answer into one transaction.
class CollectionStore {
 public:
  explicit CollectionStore(Database& database);

  /// Rows written since the store was made.
  [[nodiscard]] std::int64_t changes() const { return changes_; }

  [[nodiscard]] std::optional<KnownIssue> find_issue(std::int64_t repository_id,
                                                     std::int64_t number);

  /// Stores an issue's own fields and labels, not what hangs on it. Another title, body or state
  /// than that of an earlier collection goes to issue_history.
  /// @param read_at  when the answer came
  /// @return the issue's id
  std::int64_t store_issue(std::int64_t repository_id, const CollectedIssue& issue,
                           const std::string& read_at);

  /// Stores events at `first` and the following positions. With the `last` of them, what an earlier
  /// run knew behind them is dropped.
  void store_events(std::int64_t issue_id, std::int64_t first,
                    std::span<const TimelineEvent> events, bool last);

  /// Stores a page of comments.
  /// @param seen  numbers of the comments of earlier pages of this reading, separated by spaces
  /// @param last  whether no page follows: then comments that no page named are dropped
  /// @return `seen` with those of this page
  std::string store_comments(std::int64_t issue_id, std::string_view seen,
                             std::span<const CollectedComment> comments, bool last);

  /// Stores that an issue names a fix. Facts that the mention does not hold stay as they are.
  /// @return whether the fix itself should be asked for: it is new, or was merged or closed since,
  ///         and no other issue's row, which is copied then, holds this state
  bool store_fix(std::int64_t issue_id, const Fix& fix);

  /// Stores what an answer about a fix says, for every issue that names it.
  /// @param first  whether this is the beginning of its files: the earlier ones are dropped
  void store_fix_facts(const FixName& name, const Fix& facts, bool first,
                       const std::string& read_at);

  /// Stores which pull request a commit belongs to.
  void store_pull_request(const FixName& commit, std::optional<std::int64_t> pull_request);

  /// Stores patches of a fix, in place of the files that were known without.
  /// @param patches  'whole', 'cut' or 'none'; empty while further pages follow
  void store_patches(const FixName& name, std::span<const ChangedFile> files,
                     std::string_view patches);

  void store_open_reference(std::int64_t issue_id, const OpenReference& reference);

  /// Ends the reading of an issue: drops the fixes and open references that its timeline does not
  /// name any more.
  void finish_issue(std::int64_t issue_id, const std::string& read_at);

  /// @param gone  'deleted' or 'transferred'
  void mark_gone(std::int64_t issue_id, std::string_view gone);

 private:
  void run(Statement& statement) { changes_ += statement.run(); }
  void keep_history(std::int64_t issue_id, const CollectedIssue& issue, const std::string& read_at);
  void store_labels(std::int64_t issue_id, const std::vector<std::string>& labels);
  void unindex_comment(std::int64_t comment_id);
  void store_comment(std::int64_t issue_id, const CollectedComment& comment);
  void drop_unseen_comments(std::int64_t issue_id, std::string_view seen);
  void drop_files(std::int64_t fix_id);
  void add_files(std::int64_t fix_id, std::span<const ChangedFile> files);
  [[nodiscard]] bool copy_fix(std::int64_t fix_id, const Fix& fix);
  [[nodiscard]] std::vector<std::int64_t> fix_ids(const FixName& name);

  StatementCache statement_;
  std::int64_t changes_ = 0;
};

/// Reads an issue with all that was collected of it, in GitHub's order; fixes by kind, repository
/// and ref. No value where the study does not have it.
[[nodiscard]] std::optional<CollectedIssue> read_collected_issue(Database& database,
                                                                 const std::string& repository,
                                                                 std::int64_t number);

}  // namespace faultline::data
