#include "support/github_server/rest_json.h"

#include <fmt/format.h>

namespace faultline::test {

namespace {

using nlohmann::json;

constexpr std::int64_t kGhostId = 10137;

template <typename T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json(nullptr);
}

json user(const std::string& login) {
  std::int64_t id = kGhostId;
  if (login != "ghost") {
    id = 20000;
    for (const char c : login) id = (id * 31 + c) % 1000003;
  }
  return {{"login", login},
          {"id", id},
          {"html_url", "https://github.com/" + login},
          {"type", login.ends_with("[bot]") ? "Bot" : "User"},
          {"site_admin", false}};
}

json author(const std::optional<std::string>& login) { return user(login.value_or("ghost")); }
json actor(const std::optional<std::string>& login) { return login ? user(*login) : json(nullptr); }

std::string html_url(const Repository& repository, const Issue& issue) {
  return fmt::format("https://github.com/{}/{}/{}", repository.name,
                     issue.pull_request ? "pull" : "issues", issue.number);
}

}  // namespace

json RestJson::repository(const Repository& repository) const {
  const std::string owner = repository.name.substr(0, repository.name.find('/'));
  return {{"id", repository.id},
          {"node_id", repository_node(repository)},
          {"name", repository.name.substr(owner.size() + 1)},
          {"full_name", repository.name},
          {"private", false},
          {"owner", user(owner)},
          {"html_url", "https://github.com/" + repository.name},
          {"url", fmt::format("{}/repos/{}", root_, repository.name)},
          {"fork", false},
          {"archived", repository.archived},
          {"has_issues", true},
          {"stargazers_count", repository.stars},
          {"watchers_count", repository.stars},
          {"forks_count", repository.forks},
          {"forks", repository.forks}};
}

json RestJson::label(const Label& label) const {
  return {{"id", label.id},          {"node_id", fmt::format("LA_{}", label.id)},
          {"name", label.name},      {"color", "ededed"},
          {"description", nullptr},  {"default", false},
          {"url", root_ + "/labels"}};
}

json RestJson::issue(const Repository& repository, const Issue& issue) const {
  const std::string url =
      fmt::format("{}/repos/{}/issues/{}", root_, repository.name, issue.number);
  json labels = json::array();
  for (const std::string& name : issue.labels) {
    const Label* known = repository.label(name);
    labels.push_back(label(known != nullptr ? *known : Label{0, name}));
  }
  json shown{{"id", issue.id},
             {"node_id", issue_node(repository, issue)},
             {"number", issue.number},
             {"url", url},
             {"repository_url", fmt::format("{}/repos/{}", root_, repository.name)},
             {"comments_url", url + "/comments"},
             {"timeline_url", url + "/timeline"},
             {"html_url", html_url(repository, issue)},
             {"title", issue.title},
             {"body", issue.body.empty() ? json(nullptr) : json(issue.body)},
             {"user", author(issue.author)},
             {"state", issue.open ? "open" : "closed"},
             {"state_reason", or_null(issue.state_reason)},
             {"locked", false},
             {"assignees", json::array()},
             {"milestone", nullptr},
             {"labels", std::move(labels)},
             {"comments", issue.comments.size()},
             {"author_association", "NONE"},
             {"created_at", issue.created_at},
             {"updated_at", issue.updated_at},
             {"closed_at", or_null(issue.closed_at)}};
  if (issue.pull_request) {
    shown["pull_request"] = {
        {"url", fmt::format("{}/repos/{}/pulls/{}", root_, repository.name, issue.number)},
        {"html_url", html_url(repository, issue)},
        {"merged_at", or_null(issue.pull_request->merged_at)}};
  }
  return shown;
}

json RestJson::comment(const Repository& repository, const Issue& issue,
                       const Comment& comment) const {
  return {{"id", comment.id},
          {"node_id", fmt::format("IC_{}", comment.id)},
          {"html_url", fmt::format("{}#issuecomment-{}", html_url(repository, issue), comment.id)},
          {"issue_url", fmt::format("{}/repos/{}/issues/{}", root_, repository.name, issue.number)},
          {"user", author(comment.author)},
          {"created_at", comment.created_at},
          {"updated_at", comment.updated_at},
          {"author_association", "NONE"},
          {"body", comment.body}};
}

json RestJson::timeline_entry(const Repository& repository, const Issue& issue,
                              const TimelineEntry& entry) const {
  if (entry.event != nullptr) return event(repository, issue, *entry.event);
  json shown = comment(repository, issue, *entry.comment);
  shown["event"] = "commented";
  shown["actor"] = shown["user"];
  return shown;
}

json RestJson::cross_reference(const Event& event) const {
  const FoundIssue source = world_.issue(event.other.value());
  json shown = issue(*source.repository, *source.issue);
  shown["repository"] = repository(*source.repository);
  return {{"event", "cross-referenced"},
          {"actor", actor(event.actor)},
          {"created_at", event.created_at},
          {"updated_at", event.created_at},
          {"source", {{"type", "issue"}, {"issue", std::move(shown)}}}};
}

json RestJson::event(const Repository& repository, const Issue& issue, const Event& event) const {
  if (event.event == "cross-referenced") return cross_reference(event);
  json shown{{"id", event.id},
             {"node_id", fmt::format("EV_{}", event.id)},
             {"url", fmt::format("{}/repos/{}/issues/events/{}", root_, repository.name, event.id)},
             {"actor", actor(event.actor)},
             {"event", event.event},
             {"commit_id", or_null(event.commit)},
             {"commit_url", nullptr},
             {"created_at", event.created_at},
             {"performed_via_github_app", nullptr}};
  if (const FoundCommit found = world_.commit(repository, event); found.commit != nullptr) {
    shown["commit_url"] =
        fmt::format("{}/repos/{}/commits/{}", root_, found.repository->name, found.commit->sha);
  }
  if (event.label) shown["label"] = {{"name", *event.label}, {"color", "ededed"}};
  if (event.event == "renamed") {
    shown["rename"] = {{"from", or_null(event.from)}, {"to", or_null(event.to)}};
  }
  if (event.event == "closed") shown["state_reason"] = or_null(issue.state_reason);
  return shown;
}

json RestJson::pull_request(const Repository& repository, const Issue& issue) const {
  const PullRequest& pull_request = issue.pull_request.value();
  json shown = this->issue(repository, issue);
  shown.erase("pull_request");
  shown["url"] = fmt::format("{}/repos/{}/pulls/{}", root_, repository.name, issue.number);
  shown["merged"] = pull_request.merged_at.has_value();
  shown["merged_at"] = or_null(pull_request.merged_at);
  shown["merge_commit_sha"] = or_null(pull_request.merge_commit);
  shown["changed_files"] = pull_request.files.size();
  shown["draft"] = false;
  shown["base"] = {{"ref", "main"}, {"repo", this->repository(repository)}};
  return shown;
}

json RestJson::commit(const Repository& repository, const Commit& commit,
                      std::span<const FileChange> files) const {
  const json person{{"name", commit.author.value_or("ghost")}, {"date", commit.committed_at}};
  json shown{
      {"sha", commit.sha},
      {"node_id", commit_node(repository, commit)},
      {"html_url", fmt::format("https://github.com/{}/commit/{}", repository.name, commit.sha)},
      {"commit", {{"message", commit.message}, {"author", person}, {"committer", person}}},
      {"author", actor(commit.author)},
      {"committer", actor(commit.author)},
      {"files", json::array()}};
  for (const FileChange& changed : files) shown["files"].push_back(file(changed));
  return shown;
}

json RestJson::file(const FileChange& file) const {
  json shown{{"filename", file.path},
             {"status", file.status},
             {"additions", file.additions},
             {"deletions", file.deletions},
             {"changes", file.additions + file.deletions},
             {"contents_url", root_ + "/contents/" + file.path}};
  if (file.patch) shown["patch"] = *file.patch;
  if (file.previous_path) shown["previous_filename"] = *file.previous_path;
  return shown;
}

}  // namespace faultline::test
