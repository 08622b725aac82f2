#include "support/github_server/change_world.h"

#include <algorithm>

#include <utility>

namespace faultline::test {

namespace {

/// A number that was never given: those of issues that are gone are not given again.
std::int64_t next_number(const Repository& repository) {
  std::int64_t last = repository.issues.empty() ? 0 : repository.issues.rbegin()->first;
  if (!repository.deleted.empty()) last = std::max(last, *repository.deleted.rbegin());
  if (!repository.transferred.empty())
    last = std::max(last, repository.transferred.rbegin()->first);
  return last + 1;
}

void have_label(World& world, Repository& repository, const std::string& label) {
  if (repository.label(label) == nullptr) repository.labels.push_back({world.next_id++, label});
}

}  // namespace

std::int64_t open_issue(World& world, const std::string& repository, const std::string& title,
                        const std::vector<std::string>& labels, const std::string& at) {
  Repository& home = world.at(repository);
  Issue issue;
  issue.id = world.next_id++;
  issue.number = next_number(home);
  issue.title = title;
  issue.author = "newcomer";
  issue.created_at = at;
  issue.updated_at = at;
  issue.labels = labels;
  for (const std::string& label : labels) have_label(world, home, label);
  const std::int64_t number = issue.number;
  home.issues.emplace(number, std::move(issue));
  return number;
}

void edit_title(World& world, const Reference& issue, const std::string& title,
                const std::string& at) {
  Event event;
  event.event = "renamed";
  event.actor = "maintainer";
  event.from = world.at(issue).title;
  event.to = title;
  world.at(issue).title = title;
  add_event(world, issue, std::move(event), at);
}

void edit_body(World& world, const Reference& issue, const std::string& body,
               const std::string& at) {
  world.at(issue).body = body;
  world.at(issue).updated_at = at;
}

void add_comment(World& world, const Reference& issue, const std::string& author,
                 const std::string& body, const std::string& at) {
  world.at(issue).comments.push_back({world.next_id++, author, at, at, body});
  world.at(issue).updated_at = at;
}

void close_issue(World& world, const Reference& issue, const std::string& at) {
  Issue& closed = world.at(issue);
  closed.open = false;
  closed.state_reason = "completed";
  closed.closed_at = at;
  Event event;
  event.event = "closed";
  event.actor = "maintainer";
  add_event(world, issue, std::move(event), at);
}

void add_event(World& world, const Reference& issue, Event event, const std::string& at) {
  event.id = world.next_id++;
  event.created_at = at;
  world.at(issue).timeline.push_back(std::move(event));
  world.at(issue).updated_at = at;
}

void add_label(World& world, const Reference& issue, const std::string& label,
               const std::string& at) {
  have_label(world, world.at(issue.repository), label);
  world.at(issue).labels.push_back(label);
  Event event;
  event.event = "labeled";
  event.actor = "maintainer";
  event.label = label;
  add_event(world, issue, std::move(event), at);
}

void merge_pull_request(World& world, const Reference& pull_request, const std::string& at) {
  Issue& merged = world.at(pull_request);
  merged.open = false;
  merged.closed_at = at;
  merged.updated_at = at;
  merged.pull_request.value().merged_at = at;
}

void delete_issue(World& world, const Reference& issue) {
  Repository& home = world.at(issue.repository);
  home.issues.erase(issue.number);
  home.deleted.insert(issue.number);
}

std::int64_t transfer_issue(World& world, const Reference& issue, const std::string& repository,
                            const std::string& at) {
  Repository& target = world.at(repository);
  Repository& home = world.at(issue.repository);
  Issue moved = world.at(issue);
  home.issues.erase(issue.number);
  moved.number = next_number(target);
  std::erase_if(moved.labels,
                [&](const std::string& label) { return target.label(label) == nullptr; });
  for (Event& event : moved.timeline) {
    if (event.commit && !event.commit_repository) event.commit_repository = issue.repository;
  }
  const Reference now{repository, moved.number};
  home.transferred[issue.number] = now;
  target.issues.emplace(now.number, std::move(moved));
  Event event;
  event.event = "transferred";
  event.actor = "maintainer";
  event.from = issue.repository;
  add_event(world, now, std::move(event), at);
  return now.number;
}

void rename_repository(World& world, const std::string& repository, const std::string& name) {
  world.at(repository).name = name;
  for (auto& [earlier, present] : world.renamed) {
    if (present == repository) present = name;
  }
  world.renamed[repository] = name;
}

}  // namespace faultline::test
