#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace faultline::data {

/// What is collected of an issue, the same whichever API told it; see schema/0002_collection.sql
/// for the meaning of each field.

struct CollectedComment {
  std::int64_t id = 0;
  std::optional<std::string> author = {};
  std::string created_at = {};
  std::optional<std::string> updated_at = {};
  std::string body = {};

  friend bool operator==(const CollectedComment&, const CollectedComment&) = default;
};

struct TimelineEvent {
  std::string event = {};
  std::optional<std::string> actor = {};
  std::optional<std::string> created_at = {};
  std::optional<std::string> commit_sha = {};
  std::optional<std::string> source_kind = {};
  std::optional<std::string> source_repository = {};
  std::optional<std::int64_t> source_number = {};
  std::optional<std::string> source_state = {};
  std::optional<std::string> label = {};

  friend bool operator==(const TimelineEvent&, const TimelineEvent&) = default;
};

struct ChangedFile {
  std::string path = {};
  std::optional<std::int64_t> additions = {};
  std::optional<std::int64_t> deletions = {};
  std::optional<std::string> patch = {};
  bool patch_cut = false;

  friend bool operator==(const ChangedFile&, const ChangedFile&) = default;
};

struct Fix {
  std::string kind = {};
  std::string repository = {};
  std::string ref = {};
  std::optional<std::string> title = {};
  std::optional<std::string> state = {};
  std::optional<std::string> merged_at = {};
  std::optional<std::int64_t> pull_request = {};
  bool files_complete = false;
  std::vector<ChangedFile> files = {};

  friend bool operator==(const Fix&, const Fix&) = default;
};

/// An issue with all that belongs to it.
struct CollectedIssue {
  std::int64_t number = 0;
  std::optional<std::string> node_id = {};
  std::string title = {};
  std::optional<std::string> body = {};
  std::string state = {};
  std::optional<std::string> state_reason = {};
  std::optional<std::string> author = {};
  std::string url = {};
  std::string created_at = {};
  std::string updated_at = {};
  std::optional<std::string> closed_at = {};
  std::vector<std::string> labels = {};
  std::vector<CollectedComment> comments = {};
  std::vector<TimelineEvent> timeline = {};
  std::vector<Fix> fixes = {};

  friend bool operator==(const CollectedIssue&, const CollectedIssue&) = default;
};

/// A fix as an answer names it, with what it takes to ask for more of it.
struct NamedFix {
  Fix fix = {};
  std::optional<std::string> node_id = {};  ///< GraphQL's id

  friend bool operator==(const NamedFix&, const NamedFix&) = default;
};

/// An open issue or pull request that a timeline refers to.
struct OpenReference {
  std::string repository = {};
  std::int64_t number = 0;
  std::optional<std::string> node_id = {};

  friend bool operator==(const OpenReference&, const OpenReference&) = default;
};

}  // namespace faultline::data
