#include "support/github_server/expected.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "support/github_server/graphql/object.h"
#include "support/github_server/graphql/schema.h"

namespace faultline::test {

namespace {

data::TimelineEvent event_of(const World& world, const Event& event, Api api) {
  data::TimelineEvent shown;
  shown.event = event.event;
  shown.actor = event.actor;
  shown.created_at = event.created_at;
  if (api == Api::kGraphql && Schema::github().type(event_type(event.event)) == nullptr) {
    // Nobody can ask for the fields of a type that he does not know.
    shown.actor.reset();
    shown.created_at.reset();
  }
  shown.commit_sha = event.commit;
  shown.label = event.label;
  const bool told = api == Api::kGraphql || event.event == "cross-referenced";
  const FoundIssue other = event.other && told ? world.issue(*event.other) : FoundIssue{};
  if (other.issue != nullptr) {
    shown.source_kind = other.issue->pull_request ? "pull-request" : "issue";
    shown.source_repository = other.repository->name;
    shown.source_number = other.issue->number;
    shown.source_state = other.issue->state();
  }
  return shown;
}

std::vector<data::ChangedFile> without_patches(const std::vector<FileChange>& files) {
  std::vector<data::ChangedFile> shown = expected_patches(files);
  for (data::ChangedFile& file : shown) file.patch.reset();
  return shown;
}

data::Fix commit_fix(const FoundCommit& found, Api api) {
  data::Fix fix;
  fix.kind = "commit";
  fix.repository = found.repository->name;
  fix.ref = found.commit->sha;
  fix.title = found.commit->message.substr(0, found.commit->message.find('\n'));
  fix.merged_at = found.commit->committed_at;
  if (api == Api::kRest) {
    fix.files_complete = true;
    fix.files = without_patches(found.commit->files);
  }
  if (!found.commit->pull_requests.empty()) fix.pull_request = found.commit->pull_requests.front();
  return fix;
}

data::Fix pull_request_fix(const FoundIssue& found) {
  data::Fix fix;
  fix.kind = "pull-request";
  fix.repository = found.repository->name;
  fix.ref = std::to_string(found.issue->number);
  fix.title = found.issue->title;
  fix.state = found.issue->state();
  fix.merged_at = found.issue->pull_request->merged_at;
  fix.files_complete = true;
  fix.files = without_patches(found.issue->pull_request->files);
  return fix;
}

std::vector<data::Fix> fixes_of(const World& world, const Repository& home, const Issue& issue,
                                Api api) {
  std::vector<data::Fix> fixes;
  for (const TimelineEntry& entry : timeline_of(world, issue)) {
    if (entry.event == nullptr) continue;
    const Event& event = *entry.event;
    const FoundCommit commit = world.commit(home, event);
    if (commit.commit != nullptr) fixes.push_back(commit_fix(commit, api));
    const bool told = api == Api::kGraphql || event.event == "cross-referenced";
    const bool names_a_fix = told && event.event != "disconnected";
    const FoundIssue other = event.other && names_a_fix ? world.issue(*event.other) : FoundIssue{};
    if (other.issue != nullptr && other.issue->pull_request) {
      fixes.push_back(pull_request_fix(other));
    }
  }
  std::ranges::sort(
      fixes, {}, [](const data::Fix& fix) { return std::tie(fix.kind, fix.repository, fix.ref); });
  fixes.erase(std::unique(fixes.begin(), fixes.end()), fixes.end());
  return fixes;
}

}  // namespace

std::vector<data::ChangedFile> expected_patches(const std::vector<FileChange>& files) {
  std::vector<data::ChangedFile> shown;
  for (const FileChange& file : files) {
    shown.push_back({file.path, file.additions, file.deletions, file.patch, false});
  }
  std::ranges::sort(shown, {}, &data::ChangedFile::path);
  return shown;
}

data::CollectedIssue expected_issue(const World& world, const Reference& reference, Api api) {
  const FoundIssue found = world.issue(reference);
  const Issue& issue = *found.issue;
  data::CollectedIssue shown;
  shown.number = issue.number;
  shown.node_id = issue_node(*found.repository, issue);
  shown.title = issue.title;
  if (!issue.body.empty()) shown.body = issue.body;
  shown.state = issue.open ? "open" : "closed";
  shown.state_reason = issue.state_reason;
  shown.author = issue.author;
  shown.url = fmt::format("https://github.com/{}/issues/{}", found.repository->name, issue.number);
  shown.created_at = issue.created_at;
  shown.updated_at = issue.updated_at;
  shown.closed_at = issue.closed_at;
  shown.labels = issue.labels;
  for (const Comment& comment : issue.comments) {
    shown.comments.push_back(
        {comment.id, comment.author, comment.created_at, comment.updated_at, comment.body});
  }
  for (const TimelineEntry& entry : timeline_of(world, issue)) {
    if (entry.event != nullptr) shown.timeline.push_back(event_of(world, *entry.event, api));
  }
  shown.fixes = fixes_of(world, *found.repository, issue, api);
  return shown;
}

}  // namespace faultline::test
