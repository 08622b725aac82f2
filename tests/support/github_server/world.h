#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::test {

/// What the local GitHub holds: repositories with their issues, pull requests and commits, as plain
/// structs from which the server answers and from which a test computes what must be collected.
///
/// GitHub's two APIs tell some facts differently, and so does the server:
/// - an empty body is null in REST and "" in GraphQL;
/// - the author of an issue or comment whose account is gone is the user "ghost" in REST and null
///   in GraphQL; an event's actor is null in both;
/// - an app is "name[bot]" in REST and "name", of type Bot, in GraphQL;
/// - REST names neither the pull request that closed an issue nor the subject of `connected`;
/// - GraphQL does not tell the files of a commit;
/// - an event of a kind that a query does not know is in GraphQL no more than its kind;
/// - REST calls kinds, states and reasons 'not_planned', GraphQL NOT_PLANNED.

/// An issue or pull request by name: "owner/name" and its number.
struct Reference {
  std::string repository;
  std::int64_t number = 0;

  friend bool operator==(const Reference&, const Reference&) = default;
};

struct Label {
  std::int64_t id = 0;
  std::string name;
};

struct Comment {
  std::int64_t id = 0;
  std::optional<std::string> author;  ///< none: the account is gone
  std::string created_at;
  std::string updated_at;
  std::string body;
};

struct Event {
  std::int64_t id = 0;
  std::string event;  ///< as REST calls it
  std::optional<std::string> actor;
  std::string created_at;
  std::optional<std::string> commit;             ///< 'closed', 'referenced': a SHA
  std::optional<std::string> commit_repository;  ///< where that is, if not the issue's own
  /// 'closed': the pull request that closed it; 'cross-referenced': the source; 'connected' and
  /// 'disconnected': the subject.
  std::optional<Reference> other;
  std::optional<std::string> label;  ///< 'labeled', 'unlabeled'
  std::optional<std::string> from;  ///< 'renamed': the old title; 'transferred': the old repository
  std::optional<std::string> to;    ///< 'renamed': the new title
};

struct FileChange {
  std::string path;
  std::string status;  ///< as REST calls it: 'added', 'modified', 'removed', 'renamed'
  std::int64_t additions = 0;
  std::int64_t deletions = 0;
  std::optional<std::string> patch;  ///< none: a binary file
  std::optional<std::string> previous_path;
};

struct Commit {
  std::string sha;
  std::string message;
  std::optional<std::string> author;
  std::string committed_at;
  std::vector<FileChange> files;
  std::vector<std::int64_t> pull_requests;  ///< of the same repository
};

struct PullRequest {
  std::optional<std::string> merged_at;
  std::optional<std::string> merge_commit;
  std::vector<FileChange> files;
};

/// An issue, or a pull request, which GitHub counts among the issues.
struct Issue {
  std::int64_t id = 0;
  std::int64_t number = 0;
  std::string title;
  std::string body;  ///< empty: none
  bool open = true;
  std::optional<std::string> state_reason;  ///< as REST calls it
  std::optional<std::string> author;
  std::string created_at;
  std::string updated_at;
  std::optional<std::string> closed_at;
  std::vector<std::string> labels;
  std::vector<Comment> comments;  ///< by time
  std::vector<Event> timeline;    ///< by time
  std::optional<PullRequest> pull_request;

  /// 'open', 'closed' or 'merged'
  [[nodiscard]] std::string_view state() const;
};

struct Repository {
  std::int64_t id = 0;
  std::string name;  ///< "owner/name"
  bool archived = false;
  std::int64_t stars = 0;
  std::int64_t forks = 0;
  std::vector<Label> labels;
  std::map<std::int64_t, Issue> issues;  ///< by number
  std::map<std::string, Commit> commits;
  std::set<std::int64_t> deleted;
  std::map<std::int64_t, Reference> transferred;

  [[nodiscard]] const Issue* issue(std::int64_t number) const;
  [[nodiscard]] const Label* label(std::string_view name) const;
};

/// An issue with the repository that it is in.
struct FoundIssue {
  const Repository* repository = nullptr;
  const Issue* issue = nullptr;
};

/// A commit with the repository that it is in.
struct FoundCommit {
  const Repository* repository = nullptr;
  const Commit* commit = nullptr;
};

struct World {
  std::vector<Repository> repositories;
  std::map<std::string, std::string> renamed;  ///< a repository's old name to its new one
  std::int64_t next_id = 1000;

  /// The repository of this name, whatever the case of its letters, also by an earlier name.
  [[nodiscard]] const Repository* repository(std::string_view name) const;
  [[nodiscard]] const Repository* repository(std::int64_t id) const;
  /// The issue, where it is now; nothing in it where the world does not have it.
  [[nodiscard]] FoundIssue issue(const Reference& reference) const;
  /// The commit that an event names; nothing in it where the world does not have it.
  [[nodiscard]] FoundCommit commit(const Repository& near, const Event& event) const;

  /// For changes; @throws std::out_of_range where there is none
  [[nodiscard]] Repository& at(std::string_view repository);
  [[nodiscard]] const Repository& at(std::string_view repository) const;
  [[nodiscard]] Issue& at(const Reference& reference);
};

/// One entry of an issue's timeline: an event, or a comment.
struct TimelineEntry {
  const Event* event = nullptr;
  const Comment* comment = nullptr;
};

/// An issue's comments and events by time. Events about an issue that is no longer there are gone,
/// too.
[[nodiscard]] std::vector<TimelineEntry> timeline_of(const World& world, const Issue& issue);

/// GraphQL's ids, which REST calls node_id.
[[nodiscard]] std::string repository_node(const Repository& repository);
[[nodiscard]] std::string issue_node(const Repository& repository, const Issue& issue);
[[nodiscard]] std::string commit_node(const Repository& repository, const Commit& commit);

}  // namespace faultline::test
