#include "collectors/github/rest_reader.h"

#include "base/text.h"
#include "collectors/github/json_fields.h"

namespace faultline::collectors {

namespace {

using Json = nlohmann::json;

std::optional<std::string> read_user(const Json& object, const char* member) {
  std::optional<std::string> login = optional_text(member_or_null(object, member), "login");
  if (login == "ghost") login.reset();
  return login;
}

/// "onnx/onnx" of ".../repos/onnx/onnx/commits/abc".
std::optional<std::string> repository_in(const std::optional<std::string>& url) {
  constexpr std::string_view kRepositories = "/repos/";
  const std::size_t found = url ? url->find(kRepositories) : std::string::npos;
  if (found == std::string::npos) return std::nullopt;
  const std::vector<std::string> parts = split(url->substr(found + kRepositories.size()), '/');
  if (parts.size() < 2) return std::nullopt;
  return parts[0] + "/" + parts[1];
}

void add_source(const Json& object, data::TimelineEvent& event, TimelinePage& page) {
  const RestIssue source = read_rest_issue(object);
  if (source.repository.empty()) return;
  event.source_kind = source.is_pull_request ? "pull-request" : "issue";
  event.source_repository = source.repository;
  event.source_number = source.issue.number;
  event.source_state = source.source_state;
  if (event.source_state == "open") {
    page.open_references.push_back({source.repository, source.issue.number, source.issue.node_id});
  }
  if (!source.is_pull_request) return;
  const Json& pull_request = member_or_null(object, "pull_request");
  page.fixes.push_back({{.kind = "pull-request",
                         .repository = source.repository,
                         .ref = std::to_string(source.issue.number),
                         .title = source.issue.title,
                         .state = source.source_state,
                         .merged_at = optional_text(pull_request, "merged_at")},
                        source.issue.node_id});
}

}  // namespace

RestIssue read_rest_issue(const Json& object) {
  RestIssue read;
  data::CollectedIssue& issue = read.issue;
  issue.number = required_integer(object, "number");
  issue.node_id = optional_text(object, "node_id");
  issue.title = required_text(object, "title");
  issue.body = optional_text(object, "body");
  if (issue.body && issue.body->empty()) issue.body.reset();
  issue.state = required_text(object, "state");
  issue.state_reason = optional_text(object, "state_reason");
  issue.author = read_user(object, "user");
  issue.url = required_text(object, "html_url");
  issue.created_at = required_text(object, "created_at");
  issue.updated_at = required_text(object, "updated_at");
  issue.closed_at = optional_text(object, "closed_at");
  for (const Json& label : list_or_empty(object, "labels")) {
    issue.labels.push_back(label.is_string() ? label.get<std::string>()
                                             : required_text(label, "name"));
  }
  read.comments = optional_integer(object, "comments").value_or(0);
  read.repository =
      optional_text(member_or_null(object, "repository"), "full_name")
          .value_or(repository_in(optional_text(object, "repository_url")).value_or(""));
  const Json& pull_request = member_or_null(object, "pull_request");
  read.is_pull_request = pull_request.is_object();
  read.source_state = optional_text(pull_request, "merged_at") ? "merged" : issue.state;
  return read;
}

std::vector<data::CollectedComment> read_rest_comments(const Json& list) {
  std::vector<data::CollectedComment> comments;
  for (const Json& object : list) {
    comments.push_back({.id = required_integer(object, "id"),
                        .author = read_user(object, "user"),
                        .created_at = required_text(object, "created_at"),
                        .updated_at = optional_text(object, "updated_at"),
                        .body = optional_text(object, "body").value_or("")});
  }
  return comments;
}

TimelinePage read_rest_timeline(const Json& list) {
  TimelinePage page;
  for (const Json& object : list) {
    data::TimelineEvent event;
    event.event = optional_text(object, "event").value_or("unknown");
    if (event.event == "commented") continue;
    event.actor = read_user(object, "actor");
    event.created_at = optional_text(object, "created_at");
    event.commit_sha = optional_text(object, "commit_id");
    event.label = optional_text(member_or_null(object, "label"), "name");
    const Json& source = member_or_null(member_or_null(object, "source"), "issue");
    if (source.is_object()) add_source(source, event, page);
    const auto repository = repository_in(optional_text(object, "commit_url"));
    if (event.commit_sha && repository) {
      page.fixes.push_back(
          {{.kind = "commit", .repository = *repository, .ref = *event.commit_sha}, {}});
    }
    page.events.push_back(std::move(event));
  }
  return page;
}

std::vector<data::ChangedFile> read_rest_files(const Json& list) {
  std::vector<data::ChangedFile> files;
  for (const Json& object : list) {
    files.push_back({.path = required_text(object, "filename"),
                     .additions = optional_integer(object, "additions"),
                     .deletions = optional_integer(object, "deletions"),
                     .patch = optional_text(object, "patch")});
  }
  return files;
}

data::Fix read_rest_commit(const Json& object) {
  const Json& commit = member_or_null(object, "commit");
  data::Fix fix;
  if (const auto message = optional_text(commit, "message")) fix.title = first_line(*message);
  fix.merged_at = optional_text(member_or_null(commit, "committer"), "date");
  return fix;
}

std::optional<std::int64_t> read_rest_pull_request(const Json& list,
                                                   const std::string& repository) {
  for (const Json& object : list) {
    const Json& base = member_or_null(member_or_null(object, "base"), "repo");
    if (optional_text(base, "full_name") == repository) return optional_integer(object, "number");
  }
  return std::nullopt;
}

}  // namespace faultline::collectors
