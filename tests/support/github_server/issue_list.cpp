#include "support/github_server/issue_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace faultline::test {

namespace {

bool has_label(const Issue& issue, const std::string& wanted) {
  return std::ranges::any_of(
      issue.labels, [&](const std::string& label) { return to_lower(label) == to_lower(wanted); });
}

bool matches(const Issue& issue, const IssueFilter& filter) {
  const auto has = [&](const std::string& label) { return has_label(issue, label); };
  if (issue.pull_request ? !filter.pull_requests : !filter.issues) return false;
  if (filter.open && issue.open != *filter.open) return false;
  if (issue.updated_at < filter.since) return false;
  if (!std::ranges::all_of(filter.all_labels, has)) return false;
  return filter.any_labels.empty() || std::ranges::any_of(filter.any_labels, has);
}

std::pair<std::string_view, std::int64_t> key(const Issue& issue, const IssueFilter& filter) {
  return {filter.by_update ? issue.updated_at : issue.created_at, issue.number};
}

}  // namespace

std::vector<const Issue*> list_issues(const Repository& repository, const IssueFilter& filter) {
  std::vector<const Issue*> found;
  for (const auto& [number, issue] : repository.issues) {
    if (matches(issue, filter)) found.push_back(&issue);
  }
  std::ranges::sort(found, [&](const Issue* a, const Issue* b) {
    return filter.descending ? key(*b, filter) < key(*a, filter)
                             : key(*a, filter) < key(*b, filter);
  });
  return found;
}

std::string cursor_of(const Issue& issue, const IssueFilter& filter) {
  const auto [time, number] = key(issue, filter);
  std::string cursor = "v2_";
  for (const char c : fmt::format("{}:{:010}", time, number)) cursor += fmt::format("{:02x}", c);
  return cursor;
}

std::size_t first_after(const std::vector<const Issue*>& list, const IssueFilter& filter,
                        const std::string& cursor) {
  if (cursor.empty()) return 0;
  const auto found = std::ranges::partition_point(list, [&](const Issue* issue) {
    const std::string own = cursor_of(*issue, filter);
    return filter.descending ? own >= cursor : own <= cursor;
  });
  return static_cast<std::size_t>(found - list.begin());
}

}  // namespace faultline::test
