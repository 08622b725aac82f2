#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "collectors/github/timeline_page.h"

namespace faultline::collectors {

/// GraphQL's answers to the queries in graphql/, as the study stores them.
///
/// What is told in other words than REST's is put into REST's: kinds of events ('closed' for
/// ClosedEvent), states and reasons in small letters, an app as "name[bot]", an empty body as none.
/// Of an event that the program does not know GraphQL tells the kind alone.
///
/// @throws Error (failure) where an answer lacks what GitHub always tells

/// An issue's own fields and labels; its timeline is read by `read_graphql_timeline`.
[[nodiscard]] data::CollectedIssue read_graphql_issue(const nlohmann::json& node);

/// @param connection  an issue's `timelineItems`
[[nodiscard]] TimelinePage read_graphql_timeline(const nlohmann::json& connection);

/// A pull request, or a commit with the first pull request of its own repository that it belongs
/// to; without files.
[[nodiscard]] data::NamedFix read_graphql_fix(const nlohmann::json& node);

/// @param connection  a pull request's `files`
[[nodiscard]] FilePage read_graphql_files(const nlohmann::json& connection);

/// REST's name for GraphQL's type of an event: "cross-referenced" for "CrossReferencedEvent".
[[nodiscard]] std::string event_name(std::string_view type);

/// 'open', 'closed' or 'merged', of an issue or a pull request; no value where it has neither.
[[nodiscard]] std::optional<std::string> read_graphql_state(const nlohmann::json& node);

}  // namespace faultline::collectors
