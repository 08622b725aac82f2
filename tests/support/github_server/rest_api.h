#pragma once

#include "support/github_server/rest_page.h"
#include "support/github_server/world.h"

namespace faultline::test {

/// Answers a GET request as GitHub's REST API does: repositories, issues (with pull requests among
/// them), comments, timelines, pull requests and their files, commits, labels and search. What
/// moved is a redirect, what was deleted is 410, what is unknown is 404. Source: GitHub Docs,
/// "GitHub REST API documentation", version 2022-11-28.
[[nodiscard]] RestAnswer answer_rest(const World& world, const RestRequest& request);

/// An error as REST tells it.
[[nodiscard]] RestAnswer rest_error(int status, const std::string& message);

}  // namespace faultline::test
