#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "support/github_server/graphql/object.h"
#include "support/github_server/issue_list.h"
#include "support/github_server/search_query.h"

namespace faultline::test {

namespace {

using nlohmann::json;

Resolved missing(std::string why) {
  Resolved resolved;
  resolved.not_found = std::move(why);
  return resolved;
}

/// A list's entries; a single value where a list is expected is a list of one.
std::vector<std::string> names(const json& list) {
  if (list.is_string()) return {list.get<std::string>()};
  return list.is_array() ? list.get<std::vector<std::string>>() : std::vector<std::string>{};
}

std::optional<Object> object_of_node(const World& world, const std::string& id) {
  for (const Repository& repository : world.repositories) {
    if (id == repository_node(repository)) return repository_object(repository);
    const std::string own = fmt::format("_{}_", repository.id);
    const std::size_t found = id.find(own);
    if (found == std::string::npos) continue;
    const std::string rest = id.substr(found + own.size());
    if (id.starts_with("C_")) {
      const auto commit = repository.commits.find(rest);
      if (commit != repository.commits.end()) return commit_object(repository, commit->second);
    } else if (!rest.empty() && rest.find_first_not_of("0123456789") == std::string::npos) {
      const Issue* issue = repository.issue(std::stoll(rest));
      if (issue != nullptr && issue_node(repository, *issue) == id) {
        return issue_object(repository, *issue);
      }
    }
  }
  return std::nullopt;
}

Resolved search(const ResolveContext& context, const QuerySelection& field) {
  const SearchQuery query = parse_search(argument(context, field, "query").get<std::string>());
  const Repository* repository =
      query.repository ? context.world.repository(*query.repository) : nullptr;
  Entries entries;
  if (repository != nullptr) {
    for (const Issue* issue : search_issues(*repository, query)) {
      entries.add(issue_object(*repository, *issue),
                  fmt::format("cursor:{}", entries.objects.size()));
    }
  }
  return connection(context, field, "SearchResultItemConnection", std::move(entries));
}

/// How `issues` and `pullRequests` are filtered and ordered.
IssueFilter filter_of(const ResolveContext& context, const QuerySelection& field) {
  IssueFilter filter;
  filter.issues = field.name == "issues";
  filter.pull_requests = !filter.issues;
  filter.any_labels = names(argument(context, field, "labels"));
  std::vector<std::string> states = names(argument(context, field, "states"));
  const json by = argument(context, field, "filterBy");
  if (by.is_object()) {
    if (by.contains("since") && by["since"].is_string()) filter.since = by["since"];
    if (by.contains("labels") && !by["labels"].is_null()) filter.any_labels = names(by["labels"]);
    if (by.contains("states") && !by["states"].is_null()) states = names(by["states"]);
  }
  if (states.size() == 1) filter.open = states.front() == "OPEN";
  const json order = argument(context, field, "orderBy");
  if (order.is_object()) {
    filter.by_update = order.at("field") == "UPDATED_AT";
    filter.descending = order.at("direction") == "DESC";
  }
  return filter;
}

Resolved issues(const ResolveContext& context, const Repository& repository,
                const QuerySelection& field) {
  const IssueFilter filter = filter_of(context, field);
  const std::vector<const Issue*> found = list_issues(repository, filter);
  Entries entries;
  for (const Issue* issue : found) {
    entries.add(issue_object(repository, *issue), cursor_of(*issue, filter));
  }
  // The issue of the cursor may have left its place since; those after it are where they were.
  const json after = argument(context, field, "after");
  return connection(context, field, filter.issues ? "IssueConnection" : "PullRequestConnection",
                    std::move(entries),
                    first_after(found, filter, after.is_string() ? after.get<std::string>() : ""));
}

Resolved labels(const ResolveContext& context, const Repository& repository,
                const QuerySelection& field) {
  const json wanted = argument(context, field, "query");
  Entries entries;
  for (const Label& label : repository.labels) {
    const bool matches =
        !wanted.is_string() ||
        to_lower(label.name).find(to_lower(wanted.get<std::string>())) != std::string::npos;
    if (!matches) continue;
    entries.add(label_object(repository, label), fmt::format("label:{}", label.id));
  }
  return connection(context, field, "LabelConnection", std::move(entries));
}

Resolved numbered(const ResolveContext& context, const Repository& repository,
                  const QuerySelection& field) {
  const std::int64_t number = argument(context, field, "number").get<std::int64_t>();
  const Issue* issue = repository.issue(number);
  const bool wanted =
      issue != nullptr && (field.name == "issueOrPullRequest" ||
                           issue->pull_request.has_value() == (field.name == "pullRequest"));
  if (wanted) return one(issue_object(repository, *issue));
  return missing(fmt::format("Could not resolve to {} with the number of {}.",
                             field.name == "issue"         ? "an Issue"
                             : field.name == "pullRequest" ? "a PullRequest"
                                                           : "an issue or pull request",
                             number));
}

}  // namespace

Resolved resolve_query(const ResolveContext& context, const QuerySelection& field) {
  if (field.name == "rateLimit") {
    Object object;
    object.type = "RateLimit";
    return one(std::move(object));
  }
  if (field.name == "search") return search(context, field);
  if (field.name == "repository") {
    const std::string name = argument(context, field, "owner").get<std::string>() + "/" +
                             argument(context, field, "name").get<std::string>();
    const Repository* repository = context.world.repository(name);
    if (repository != nullptr) return one(repository_object(*repository));
    return missing(fmt::format("Could not resolve to a Repository with the name '{}'.", name));
  }
  const auto why = [](const std::string& id) {
    return fmt::format("Could not resolve to a node with the global id of '{}'", id);
  };
  if (field.name == "node") {
    const std::string id = argument(context, field, "id").get<std::string>();
    std::optional<Object> object = object_of_node(context.world, id);
    return object ? one(std::move(*object)) : missing(why(id));
  }
  Resolved resolved;
  resolved.list.emplace();
  for (const std::string& id : names(argument(context, field, "ids"))) {
    resolved.list->push_back(object_of_node(context.world, id));
    if (!resolved.list->back()) resolved.not_found = why(id);
  }
  return resolved;
}

Resolved resolve_repository(const ResolveContext& context, const Object& object,
                            const QuerySelection& field) {
  const Repository& repository = *object.repository;
  const std::string owner = repository.name.substr(0, repository.name.find('/'));
  const std::string& name = field.name;
  if (name == "id") return scalar(repository_node(repository));
  if (name == "databaseId") return scalar(repository.id);
  if (name == "nameWithOwner") return scalar(repository.name);
  if (name == "name") return scalar(repository.name.substr(owner.size() + 1));
  if (name == "url") return scalar("https://github.com/" + repository.name);
  if (name == "isArchived") return scalar(repository.archived);
  if (name == "isFork") return scalar(false);
  if (name == "hasIssuesEnabled") return scalar(true);
  if (name == "stargazerCount") return scalar(repository.stars);
  if (name == "forkCount") return scalar(repository.forks);
  if (name == "owner") {
    Object found;
    found.type = "Organization";
    found.login = owner;
    return one(std::move(found));
  }
  if (name == "issues" || name == "pullRequests") return issues(context, repository, field);
  if (name == "labels") return labels(context, repository, field);
  if (name == "label") {
    const Label* label = repository.label(argument(context, field, "name").get<std::string>());
    return label == nullptr ? scalar(nullptr) : one(label_object(repository, *label));
  }
  if (name == "object") {
    const auto found = repository.commits.find(argument(context, field, "oid").get<std::string>());
    return found == repository.commits.end() ? scalar(nullptr)
                                             : one(commit_object(repository, found->second));
  }
  return numbered(context, repository, field);
}

}  // namespace faultline::test
