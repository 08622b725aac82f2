#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "support/github_server/graphql/object.h"

namespace faultline::test {

namespace {

using nlohmann::json;

template <typename T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json(nullptr);
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

Object comment_object(const Object& issue, const Comment& comment) {
  Object object;
  object.type = "IssueComment";
  object.repository = issue.repository;
  object.issue = issue.issue;
  object.comment = &comment;
  return object;
}

Resolved labels(const ResolveContext& context, const Object& object, const QuerySelection& field) {
  Entries entries;
  for (const std::string& name : object.issue->labels) {
    const Label* label = object.repository->label(name);
    if (label == nullptr) continue;
    entries.add(label_object(*object.repository, *label), fmt::format("label:{}", label->id));
  }
  return connection(context, field, "LabelConnection", std::move(entries));
}

Resolved comments(const ResolveContext& context, const Object& object,
                  const QuerySelection& field) {
  Entries entries;
  for (const Comment& comment : object.issue->comments) {
    entries.add(comment_object(object, comment), fmt::format("comment:{}", comment.id));
  }
  return connection(context, field, "IssueCommentConnection", std::move(entries));
}

Resolved timeline(const ResolveContext& context, const Object& object,
                  const QuerySelection& field) {
  const json types = argument(context, field, "itemTypes");
  const json since = argument(context, field, "since");
  Entries entries;
  entries.updated_at = object.issue->updated_at;
  for (const TimelineEntry& entry : timeline_of(context.world, *object.issue)) {
    Object shown = entry.comment != nullptr ? comment_object(object, *entry.comment) : object;
    if (entry.event != nullptr) {
      shown.type = event_type(entry.event->event);
      shown.event = entry.event;
    }
    const std::string& at =
        entry.event != nullptr ? entry.event->created_at : entry.comment->created_at;
    const bool wanted =
        !types.is_array() || std::ranges::find(types, json(item_type(shown.type))) != types.end();
    if (!wanted) continue;
    if (since.is_string() && at < since.get<std::string>()) continue;
    entries.add(
        std::move(shown),
        fmt::format("item:{}", entry.event != nullptr ? entry.event->id : entry.comment->id));
  }
  return connection(context, field, "IssueTimelineItemsConnection", std::move(entries));
}

Resolved files(const ResolveContext& context, const Object& object, const QuerySelection& field) {
  Entries entries;
  for (const FileChange& file : object.issue->pull_request->files) {
    Object entry;
    entry.type = "PullRequestChangedFile";
    entry.file = &file;
    entries.add(std::move(entry), fmt::format("file:{}", entries.objects.size()));
  }
  return connection(context, field, "PullRequestChangedFileConnection", std::move(entries));
}

Resolved resolve_pull_request(const ResolveContext& context, const Object& object,
                              const QuerySelection& field) {
  const PullRequest& pull_request = *object.issue->pull_request;
  const auto sum = [&](std::int64_t FileChange::*count) {
    return std::accumulate(
        pull_request.files.begin(), pull_request.files.end(), std::int64_t{0},
        [&](std::int64_t before, const FileChange& file) { return before + file.*count; });
  };
  if (field.name == "merged") return scalar(pull_request.merged_at.has_value());
  if (field.name == "mergedAt") return scalar(or_null(pull_request.merged_at));
  if (field.name == "additions") return scalar(sum(&FileChange::additions));
  if (field.name == "deletions") return scalar(sum(&FileChange::deletions));
  if (field.name == "changedFiles") return scalar(pull_request.files.size());
  if (field.name == "files") return files(context, object, field);
  if (!pull_request.merge_commit) return scalar(nullptr);
  return one(
      commit_object(*object.repository, object.repository->commits.at(*pull_request.merge_commit)));
}

}  // namespace

Resolved resolve_issue(const ResolveContext& context, const Object& object,
                       const QuerySelection& field) {
  const Issue& issue = *object.issue;
  const std::string& name = field.name;
  if (name == "id") return scalar(issue_node(*object.repository, issue));
  if (name == "databaseId") return scalar(issue.id);
  if (name == "fullDatabaseId") return scalar(std::to_string(issue.id));
  if (name == "number") return scalar(issue.number);
  if (name == "title") return scalar(issue.title);
  if (name == "body") return scalar(issue.body);
  if (name == "state") return scalar(upper(std::string(issue.state())));
  if (name == "closed") return scalar(!issue.open);
  if (name == "locked") return scalar(false);
  if (name == "author") return actor(issue.author);
  if (name == "repository") return one(repository_object(*object.repository));
  if (name == "createdAt") return scalar(issue.created_at);
  if (name == "updatedAt") return scalar(issue.updated_at);
  if (name == "closedAt") return scalar(or_null(issue.closed_at));
  if (name == "labels") return labels(context, object, field);
  if (name == "comments") return comments(context, object, field);
  if (name == "timelineItems") return timeline(context, object, field);
  if (name == "stateReason") {
    return scalar(issue.state_reason ? json(upper(*issue.state_reason)) : json(nullptr));
  }
  if (name == "url") {
    return scalar(fmt::format("https://github.com/{}/{}/{}", object.repository->name,
                              issue.pull_request ? "pull" : "issues", issue.number));
  }
  return resolve_pull_request(context, object, field);
}

Resolved resolve_commit(const ResolveContext& context, const Object& object,
                        const QuerySelection& field) {
  const Commit& commit = *object.commit;
  const std::string& name = field.name;
  if (name == "id") return scalar(commit_node(*object.repository, commit));
  if (name == "oid") return scalar(commit.sha);
  if (name == "message") return scalar(commit.message);
  if (name == "messageHeadline") return scalar(commit.message.substr(0, commit.message.find('\n')));
  if (name == "committedDate") return scalar(commit.committed_at);
  if (name == "repository") return one(repository_object(*object.repository));
  if (name == "changedFilesIfAvailable") return scalar(commit.files.size());
  if (name == "url") {
    return scalar(
        fmt::format("https://github.com/{}/commit/{}", object.repository->name, commit.sha));
  }
  if (name == "author") {
    Object author = object;
    author.type = "GitActor";
    return one(std::move(author));
  }
  Entries entries;  // of associatedPullRequests
  for (const std::int64_t number : commit.pull_requests) {
    entries.add(issue_object(*object.repository, object.repository->issues.at(number)),
                fmt::format("pull:{}", number));
  }
  return connection(context, field, "PullRequestConnection", std::move(entries));
}

Resolved resolve_event(const ResolveContext& context, const Object& object,
                       const QuerySelection& field) {
  const Event& event = *object.event;
  const std::string& name = field.name;
  const FoundIssue other = event.other ? context.world.issue(*event.other) : FoundIssue{};
  const FoundCommit commit = context.world.commit(*object.repository, event);
  if (name == "id") return scalar(fmt::format("EV_{}", event.id));
  if (name == "actor") return actor(event.actor);
  if (name == "createdAt" || name == "referencedAt") return scalar(event.created_at);
  if (name == "previousTitle") return scalar(event.from.value_or(""));
  if (name == "currentTitle") return scalar(event.to.value_or(""));
  if (name == "stateReason") {
    return scalar(object.issue->state_reason ? json(upper(*object.issue->state_reason))
                                             : json(nullptr));
  }
  if (name == "label") {
    const Label* label = object.repository->label(event.label.value_or(""));
    return label == nullptr ? scalar(nullptr) : one(label_object(*object.repository, *label));
  }
  if (name == "fromRepository") {
    const Repository* from = context.world.repository(event.from.value_or(""));
    return from == nullptr ? scalar(nullptr) : one(repository_object(*from));
  }
  if (name == "isCrossRepository") {
    const Repository* theirs = other.issue != nullptr ? other.repository : commit.repository;
    return scalar(theirs != nullptr && theirs != object.repository);
  }
  if (name == "commitRepository") {
    return one(
        repository_object(commit.repository != nullptr ? *commit.repository : *object.repository));
  }
  // commit, closer, source, subject
  if (other.issue != nullptr) return one(issue_object(*other.repository, *other.issue));
  if (commit.commit != nullptr) return one(commit_object(*commit.repository, *commit.commit));
  return scalar(nullptr);
}

}  // namespace faultline::test
