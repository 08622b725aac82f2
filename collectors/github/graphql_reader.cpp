#include "collectors/github/graphql_reader.h"

#include "base/text.h"
#include "collectors/github/json_fields.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

std::optional<std::string> lower(std::optional<std::string> text) {
  if (text) text = to_lower(*text);
  return text;
}

std::optional<std::string> read_actor(const Json& object, const char* member) {
  const Json& actor = member_or_null(object, member);
  std::optional<std::string> login = optional_text(actor, "login");
  if (!login || *login == "ghost") return std::nullopt;
  if (optional_text(actor, "__typename") == "Bot" && !login->ends_with("[bot]")) *login += "[bot]";
  return login;
}

std::optional<std::string> read_repository(const Json& object) {
  return optional_text(member_or_null(object, "repository"), "nameWithOwner");
}

data::CollectedComment read_comment(const Json& node) {
  return {.id = required_integer(node, "fullDatabaseId"),
          .author = read_actor(node, "author"),
          .created_at = required_text(node, "createdAt"),
          .updated_at = optional_text(node, "updatedAt"),
          .body = optional_text(node, "body").value_or("")};
}

/// Adds what an event names as a commit: to the event, and as a fix.
void add_commit(const Json& commit, data::TimelineEvent& event, TimelinePage& page) {
  event.commit_sha = optional_text(commit, "oid");
  if (event.commit_sha && read_repository(commit)) page.fixes.push_back(read_graphql_fix(commit));
}

/// Adds what an event names as an issue or pull request. A `disconnected` one takes a fix back, so
/// it makes none.
void add_source(const Json& source, data::TimelineEvent& event, TimelinePage& page) {
  const std::optional<std::string> repository = read_repository(source);
  const std::optional<std::int64_t> number = optional_integer(source, "number");
  if (!repository || !number) return;
  const bool is_pull_request = optional_text(source, "__typename") == "PullRequest";
  event.source_kind = is_pull_request ? "pull-request" : "issue";
  event.source_repository = repository;
  event.source_number = number;
  event.source_state = read_graphql_state(source);
  if (event.source_state == "open") {
    page.open_references.push_back({*repository, *number, optional_text(source, "id")});
  }
  if (is_pull_request && event.event != "disconnected") {
    page.fixes.push_back(read_graphql_fix(source));
  }
}

void add_event(const Json& node, const std::string& type, TimelinePage& page) {
  data::TimelineEvent event;
  event.event = event_name(type);
  event.actor = read_actor(node, "actor");
  event.created_at = optional_text(node, "createdAt");
  event.label = optional_text(member_or_null(node, "label"), "name");
  const Json& closer = member_or_null(node, "closer");
  if (optional_text(closer, "__typename") == "Commit") {
    add_commit(closer, event, page);
  } else {
    add_source(closer, event, page);
  }
  if (node.contains("commit")) add_commit(node["commit"], event, page);
  add_source(member_or_null(node, "source"), event, page);
  add_source(member_or_null(node, "subject"), event, page);
  page.events.push_back(std::move(event));
}

std::optional<std::string> read_next(const Json& connection) {
  const Json& info = member_or_null(connection, "pageInfo");
  if (!is_true(info, "hasNextPage")) return std::nullopt;
  return optional_text(info, "endCursor");
}

}  // namespace

std::optional<std::string> read_graphql_state(const Json& node) {
  std::optional<std::string> state = lower(optional_text(node, "pullRequestState"));
  return state ? state : lower(optional_text(node, "issueState"));
}

std::string event_name(std::string_view type) {
  if (type == "CrossReferencedEvent") return "cross-referenced";
  if (type == "RenamedTitleEvent") return "renamed";
  if (type.ends_with("Event")) type.remove_suffix(std::string_view("Event").size());
  std::string name;
  for (const char c : type) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !name.empty()) name += '_';
    name += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

data::CollectedIssue read_graphql_issue(const Json& node) {
  data::CollectedIssue issue;
  issue.number = required_integer(node, "number");
  issue.node_id = optional_text(node, "id");
  issue.title = required_text(node, "title");
  issue.body = optional_text(node, "body");
  if (issue.body && issue.body->empty()) issue.body.reset();
  issue.state = to_lower(required_text(node, "state"));
  issue.state_reason = lower(optional_text(node, "stateReason"));
  issue.author = read_actor(node, "author");
  issue.url = required_text(node, "url");
  issue.created_at = required_text(node, "createdAt");
  issue.updated_at = required_text(node, "updatedAt");
  issue.closed_at = optional_text(node, "closedAt");
  for (const Json& label : list_or_empty(member_or_null(node, "labels"), "nodes")) {
    issue.labels.push_back(required_text(label, "name"));
  }
  return issue;
}

TimelinePage read_graphql_timeline(const Json& connection) {
  TimelinePage page;
  for (const Json& node : list_or_empty(connection, "nodes")) {
    const std::optional<std::string> type = optional_text(node, "__typename");
    if (!type) continue;
    if (*type == "IssueComment") {
      page.comments.push_back(read_comment(node));
    } else {
      add_event(node, *type, page);
    }
  }
  page.next = read_next(connection);
  return page;
}

data::NamedFix read_graphql_fix(const Json& node) {
  data::NamedFix named;
  named.node_id = optional_text(node, "id");
  data::Fix& fix = named.fix;
  fix.repository = read_repository(node).value_or("");
  if (const auto oid = optional_text(node, "oid")) {
    fix.kind = "commit";
    fix.ref = *oid;
    if (const auto message = optional_text(node, "message")) fix.title = first_line(*message);
    fix.merged_at = optional_text(node, "committedDate");
    for (const Json& pull :
         list_or_empty(member_or_null(node, "associatedPullRequests"), "nodes")) {
      if (fix.pull_request || read_repository(pull) != fix.repository) continue;
      fix.pull_request = optional_integer(pull, "number");
    }
    return named;
  }
  fix.kind = "pull-request";
  fix.ref = std::to_string(required_integer(node, "number"));
  fix.title = optional_text(node, "title");
  fix.state = read_graphql_state(node);
  fix.merged_at = optional_text(node, "mergedAt");
  return named;
}

FilePage read_graphql_files(const Json& connection) {
  FilePage page;
  for (const Json& node : list_or_empty(connection, "nodes")) {
    page.files.push_back({.path = required_text(node, "path"),
                          .additions = optional_integer(node, "additions"),
                          .deletions = optional_integer(node, "deletions")});
  }
  page.next = read_next(connection);
  return page;
}

}  // namespace faultline::collectors
