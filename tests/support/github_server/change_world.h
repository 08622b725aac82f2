#pragma once

#include <string>

#include "support/github_server/world.h"

namespace faultline::test {

/// What happens on GitHub between two runs of the collection. Each change touches the update time
/// that GitHub touches, and no other; `at` is when it happens.

/// @return the new issue's number
std::int64_t open_issue(World& world, const std::string& repository, const std::string& title,
                        const std::vector<std::string>& labels, const std::string& at);
void edit_title(World& world, const Reference& issue, const std::string& title,
                const std::string& at);
void edit_body(World& world, const Reference& issue, const std::string& body,
               const std::string& at);
void add_comment(World& world, const Reference& issue, const std::string& author,
                 const std::string& body, const std::string& at);
void close_issue(World& world, const Reference& issue, const std::string& at);
/// Adds an event, which is given its id and time here.
void add_event(World& world, const Reference& issue, Event event, const std::string& at);
void add_label(World& world, const Reference& issue, const std::string& label,
               const std::string& at);
/// Touches the pull request alone: the issues that it names keep their update time, as on GitHub.
void merge_pull_request(World& world, const Reference& pull_request, const std::string& at);
void delete_issue(World& world, const Reference& issue);
/// @return its number in the other repository
std::int64_t transfer_issue(World& world, const Reference& issue, const std::string& repository,
                            const std::string& at);
/// The old name goes on to lead to it.
void rename_repository(World& world, const std::string& repository, const std::string& name);

}  // namespace faultline::test
