#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "support/github_server/world.h"

namespace faultline::test {

/// Which of a repository's issues a list shows, and in which order.
struct IssueFilter {
  std::optional<bool> open;
  std::string since;                    ///< updated then or later; empty: whenever
  std::vector<std::string> all_labels;  ///< has every one of these (REST)
  std::vector<std::string> any_labels;  ///< has one of these (GraphQL)
  bool issues = true;
  bool pull_requests = true;
  bool by_update = false;  ///< ordered by the time of update instead of creation
  bool descending = false;
};

[[nodiscard]] std::vector<const Issue*> list_issues(const Repository& repository,
                                                    const IssueFilter& filter);

/// An opaque mark of an issue's place in the list, which stays right when others join or leave it.
[[nodiscard]] std::string cursor_of(const Issue& issue, const IssueFilter& filter);

/// The first place of the list behind the cursor; 0 where that is empty.
[[nodiscard]] std::size_t first_after(const std::vector<const Issue*>& list,
                                      const IssueFilter& filter, const std::string& cursor);

}  // namespace faultline::test
