#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "collectors/github/timeline_page.h"

namespace faultline::collectors {

/// REST's answers, as the study stores them; the same as GraphQL tells, except that REST names
/// neither the pull request that closed an issue nor the subject of `connected` and `disconnected`,
/// and tells a lone commit's files.
///
/// The account "ghost", which stands for one that is gone, is no author; comments in a timeline are
/// passed over, since they have a list of their own.
///
/// @throws Error (failure) where an answer lacks what GitHub always tells

/// An entry of a list of issues.
struct RestIssue {
  data::CollectedIssue issue;
  std::string repository;     ///< that it is in now; empty where the answer does not say
  std::int64_t comments = 0;  ///< how many it has
  bool is_pull_request = false;
  std::string source_state;  ///< 'open', 'closed' or 'merged', as a reference to it says
};

[[nodiscard]] RestIssue read_rest_issue(const nlohmann::json& object);

/// @param list  an answer of `/comments`
[[nodiscard]] std::vector<data::CollectedComment> read_rest_comments(const nlohmann::json& list);

/// @param list  an answer of `/timeline`
[[nodiscard]] TimelinePage read_rest_timeline(const nlohmann::json& list);

/// @param list  an answer of `/pulls/N/files`, or the member `files` of a commit; with patches
[[nodiscard]] std::vector<data::ChangedFile> read_rest_files(const nlohmann::json& list);

/// Title and date of a commit, from an answer of `/commits/SHA`.
[[nodiscard]] data::Fix read_rest_commit(const nlohmann::json& object);

/// The first pull request of the repository, from an answer of `/commits/SHA/pulls`.
[[nodiscard]] std::optional<std::int64_t> read_rest_pull_request(const nlohmann::json& list,
                                                                 const std::string& repository);

}  // namespace faultline::collectors
