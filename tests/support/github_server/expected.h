#pragma once

#include <vector>

#include "data/collected.h"
#include "support/github_server/world.h"

namespace faultline::test {

/// The APIs, which do not tell the same of an issue; see world.h.
enum class Api { kRest, kGraphql };

/// What a collection must hold of an issue: its fields, comments and events in GitHub's order, and
/// every commit that a 'closed' or 'referenced' event names, every pull request that closed it, is
/// connected to it or refers to it, by kind, repository and number or SHA. Fixes have their changed
/// files by path, without patches; commits have none where GraphQL told of them.
[[nodiscard]] data::CollectedIssue expected_issue(const World& world, const Reference& issue,
                                                  Api api);

/// The files of a commit or pull request with their patches, as `collect --patches` brings them.
[[nodiscard]] std::vector<data::ChangedFile> expected_patches(const std::vector<FileChange>& files);

}  // namespace faultline::test
