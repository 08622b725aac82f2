#include "support/github_server/graphql/object.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"

namespace faultline::test {

using nlohmann::json;

namespace {

Object with_type(std::string type) {
  Object object;
  object.type = std::move(type);
  return object;
}

/// The events whose type is not their name in capital letters.
const std::map<std::string, std::string>& irregular_events() {
  static const std::map<std::string, std::string> kNames{
      {"cross-referenced", "CrossReferencedEvent"}, {"renamed", "RenamedTitleEvent"}};
  return kNames;
}

Resolved resolve_connection(const Object& object, const QuerySelection& field) {
  const Connection& page = *object.connection;
  if (field.name == "pageInfo") {
    Object info = with_type("PageInfo");
    info.connection = object.connection;
    return one(std::move(info));
  }
  if (field.name == "nodes") {
    Resolved resolved;
    resolved.list.emplace(page.nodes.begin(), page.nodes.end());
    return resolved;
  }
  if (field.name == "pageCount") return scalar(page.nodes.size());
  if (field.name == "updatedAt") return scalar(page.updated_at);
  return scalar(page.total);  // totalCount, filteredCount, issueCount
}

Resolved resolve_page_info(const Object& object, const QuerySelection& field) {
  const Connection& page = *object.connection;
  if (field.name == "hasNextPage") return scalar(page.before + page.nodes.size() < page.total);
  if (field.name == "hasPreviousPage") return scalar(page.before > 0);
  if (page.cursors.empty()) return scalar(nullptr);
  return scalar(field.name == "endCursor" ? page.cursors.back() : page.cursors.front());
}

Resolved resolve_actor(const Object& object, const QuerySelection& field) {
  if (field.name == "id") return scalar("U_" + object.login);
  if (field.name == "url") return scalar("https://github.com/" + object.login);
  return scalar(object.login);
}

Resolved resolve_label(const Object& object, const QuerySelection& field) {
  if (field.name == "id") return scalar(fmt::format("LA_{}", object.label->id));
  if (field.name == "name") return scalar(object.label->name);
  return scalar(field.name == "color" ? json("ededed") : json(nullptr));
}

Resolved resolve_comment(const Object& object, const QuerySelection& field) {
  const Comment& comment = *object.comment;
  if (field.name == "id") return scalar(fmt::format("IC_{}", comment.id));
  if (field.name == "databaseId") return scalar(comment.id);
  if (field.name == "fullDatabaseId") return scalar(std::to_string(comment.id));
  if (field.name == "author") return actor(comment.author);
  if (field.name == "body") return scalar(comment.body);
  if (field.name == "createdAt") return scalar(comment.created_at);
  if (field.name == "updatedAt") return scalar(comment.updated_at);
  return scalar(fmt::format("https://github.com/{}/issues/{}#issuecomment-{}",
                            object.repository->name, object.issue->number, comment.id));
}

Resolved resolve_file(const Object& object, const QuerySelection& field) {
  const FileChange& file = *object.file;
  if (field.name == "path") return scalar(file.path);
  if (field.name == "additions") return scalar(file.additions);
  if (field.name == "deletions") return scalar(file.deletions);
  static const std::map<std::string, std::string> kTypes{
      {"added", "ADDED"}, {"modified", "MODIFIED"}, {"removed", "DELETED"}, {"renamed", "RENAMED"}};
  return scalar(kTypes.at(file.status));
}

}  // namespace

Resolved scalar(json value) {
  Resolved resolved;
  resolved.scalar = std::move(value);
  return resolved;
}

Resolved one(Object object) {
  Resolved resolved;
  resolved.object = std::move(object);
  return resolved;
}

Object repository_object(const Repository& repository) {
  Object object = with_type("Repository");
  object.repository = &repository;
  return object;
}

Object issue_object(const Repository& repository, const Issue& issue) {
  Object object = with_type(issue.pull_request ? "PullRequest" : "Issue");
  object.repository = &repository;
  object.issue = &issue;
  return object;
}

Object commit_object(const Repository& repository, const Commit& commit) {
  Object object = with_type("Commit");
  object.repository = &repository;
  object.commit = &commit;
  return object;
}

Object label_object(const Repository& repository, const Label& label) {
  Object object = with_type("Label");
  object.repository = &repository;
  object.label = &label;
  return object;
}

Resolved actor(const std::optional<std::string>& login) {
  if (!login) return scalar(nullptr);
  constexpr std::string_view kApp = "[bot]";
  const bool app = login->ends_with(kApp);
  Object object = with_type(app ? "Bot" : "User");
  object.login = app ? login->substr(0, login->size() - kApp.size()) : *login;
  return one(std::move(object));
}

json argument(const ResolveContext& context, const QuerySelection& field, std::string_view name) {
  const QueryValue* value = field.argument(name);
  return value == nullptr ? json(nullptr) : value_of(*value, context.variables);
}

void Entries::add(Object object, std::string cursor) {
  objects.push_back(std::move(object));
  cursors.push_back(std::move(cursor));
}

Resolved connection(const ResolveContext& context, const QuerySelection& field,
                    const std::string& type, Entries entries, std::optional<std::size_t> begin) {
  const auto place_of = [&](const json& cursor) {
    const auto found = std::ranges::find(entries.cursors, cursor.get<std::string>());
    if (found == entries.cursors.end()) {
      refuse(fmt::format("`{}` does not appear to be a valid cursor.", cursor.get<std::string>()),
             field.place, {{"type", "INVALID_CURSOR_ARGUMENTS"}});
    }
    return static_cast<std::size_t>(found - entries.cursors.begin());
  };
  const json after = argument(context, field, "after");
  const json before = argument(context, field, "before");
  const json first = argument(context, field, "first");
  const json last = argument(context, field, "last");
  std::size_t start = begin.value_or(!begin && after.is_string() ? place_of(after) + 1 : 0);
  std::size_t end = before.is_string() ? place_of(before) : entries.objects.size();
  if (first.is_number()) end = std::min(end, start + first.get<std::size_t>());
  if (last.is_number()) start = std::max(start, end - std::min(end, last.get<std::size_t>()));

  Connection page;
  page.total = entries.objects.size();
  page.before = start;
  page.updated_at = std::move(entries.updated_at);
  for (std::size_t i = start; i < end; ++i) {
    page.nodes.push_back(std::move(entries.objects[i]));
    page.cursors.push_back(std::move(entries.cursors[i]));
  }
  Object object = with_type(type);
  object.connection = std::make_shared<const Connection>(std::move(page));
  return one(std::move(object));
}

std::string event_type(const std::string& event) {
  const auto irregular = irregular_events().find(event);
  if (irregular != irregular_events().end()) return irregular->second;
  std::string type;
  for (std::string word : split(event, '_')) {
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    type += word;
  }
  return type + "Event";
}

std::string item_type(const std::string& type) {
  std::string name;
  for (const char c : type) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !name.empty()) name += '_';
    name += capital ? c : static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

Resolved resolve_field(const ResolveContext& context, const Object& object,
                       const QuerySelection& field) {
  if (object.type == "Query") return resolve_query(context, field);
  if (object.type == "RateLimit") return scalar(context.rate_limit.at(field.name));
  if (object.type == "Organization") return scalar(object.login);
  if (object.type == "Repository") return resolve_repository(context, object, field);
  if (object.type == "PageInfo") return resolve_page_info(object, field);
  if (object.connection) return resolve_connection(object, field);
  if (object.type == "Issue" || object.type == "PullRequest") {
    return resolve_issue(context, object, field);
  }
  if (object.type == "User" || object.type == "Bot") return resolve_actor(object, field);
  if (object.type == "GitActor") {
    return field.name == "user" ? actor(object.commit->author)
                                : scalar(object.commit->author.value_or("ghost"));
  }
  if (object.event != nullptr) return resolve_event(context, object, field);
  if (object.commit != nullptr) return resolve_commit(context, object, field);
  if (object.comment != nullptr) return resolve_comment(object, field);
  if (object.file != nullptr) return resolve_file(object, field);
  return resolve_label(object, field);
}

}  // namespace faultline::test
