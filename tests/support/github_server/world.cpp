#include "support/github_server/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text.h"

namespace faultline::test {

std::string_view Issue::state() const {
  if (pull_request && pull_request->merged_at) return "merged";
  return open ? "open" : "closed";
}

const Issue* Repository::issue(std::int64_t number) const {
  const auto found = issues.find(number);
  return found == issues.end() ? nullptr : &found->second;
}

const Label* Repository::label(std::string_view wanted) const {
  const auto found = std::ranges::find_if(
      labels, [&](const Label& label) { return to_lower(label.name) == to_lower(wanted); });
  return found == labels.end() ? nullptr : &*found;
}

const Repository* World::repository(std::string_view name) const {
  const auto moved = renamed.find(std::string(name));
  const std::string wanted = to_lower(moved == renamed.end() ? name : moved->second);
  const auto found = std::ranges::find_if(repositories, [&](const Repository& repository) {
    return to_lower(repository.name) == wanted;
  });
  return found == repositories.end() ? nullptr : &*found;
}

const Repository* World::repository(std::int64_t id) const {
  const auto found = std::ranges::find(repositories, id, &Repository::id);
  return found == repositories.end() ? nullptr : &*found;
}

FoundIssue World::issue(const Reference& reference) const {
  const Repository* home = repository(reference.repository);
  if (home == nullptr) return {};
  const auto moved = home->transferred.find(reference.number);
  if (moved != home->transferred.end()) return issue(moved->second);
  const Issue* found = home->issue(reference.number);
  return found == nullptr ? FoundIssue{} : FoundIssue{home, found};
}

FoundCommit World::commit(const Repository& near, const Event& event) const {
  if (!event.commit) return {};
  const Repository* home = event.commit_repository ? repository(*event.commit_repository) : &near;
  if (home == nullptr) return {};
  const auto found = home->commits.find(*event.commit);
  if (found == home->commits.end()) return {};
  return {home, &found->second};
}

Repository& World::at(std::string_view name) {
  const auto found = std::ranges::find(repositories, name, &Repository::name);
  if (found == repositories.end()) throw std::out_of_range(std::string(name));
  return *found;
}

const Repository& World::at(std::string_view name) const {
  const auto found = std::ranges::find(repositories, name, &Repository::name);
  if (found == repositories.end()) throw std::out_of_range(std::string(name));
  return *found;
}

Issue& World::at(const Reference& reference) {
  return at(reference.repository).issues.at(reference.number);
}

std::vector<TimelineEntry> timeline_of(const World& world, const Issue& issue) {
  std::vector<std::pair<std::string_view, TimelineEntry>> entries;
  for (const Comment& comment : issue.comments) {
    entries.push_back({comment.created_at, {nullptr, &comment}});
  }
  for (const Event& event : issue.timeline) {
    const bool needs_other = event.other && event.event != "closed";
    if (needs_other && world.issue(*event.other).issue == nullptr) continue;
    entries.push_back({event.created_at, {&event, nullptr}});
  }
  std::ranges::stable_sort(entries, {}, [](const auto& entry) { return entry.first; });
  std::vector<TimelineEntry> timeline;
  timeline.reserve(entries.size());
  for (const auto& [time, entry] : entries) timeline.push_back(entry);
  return timeline;
}

std::string repository_node(const Repository& repository) {
  return fmt::format("R_{}", repository.id);
}

std::string issue_node(const Repository& repository, const Issue& issue) {
  return fmt::format("{}_{}_{}", issue.pull_request ? "PR" : "I", repository.id, issue.number);
}

std::string commit_node(const Repository& repository, const Commit& commit) {
  return fmt::format("C_{}_{}", repository.id, commit.sha);
}

}  // namespace faultline::test
