#include "data/collection_store.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

std::vector<CollectedComment> read_comments(Database& database, std::int64_t issue_id) {
  std::vector<CollectedComment> comments;
  Statement query(database, R"sql(
    select id, author, created_at, updated_at, body
    from comment
    where issue_id = ?
    order by created_at, id
  )sql");
  query.bind(issue_id);
  while (query.step()) {
    comments.push_back({query.integer(0), query.optional_text(1), query.text(2),
                        query.optional_text(3), query.text(4)});
  }
  return comments;
}

std::vector<TimelineEvent> read_timeline(Database& database, std::int64_t issue_id) {
  std::vector<TimelineEvent> events;
  Statement query(database, R"sql(
    select event, actor, created_at, commit_sha, source_kind, source_repository, source_number,
      source_state, label
    from timeline_event
    where issue_id = ?
    order by position
  )sql");
  query.bind(issue_id);
  while (query.step()) {
    events.push_back({query.text(0), query.optional_text(1), query.optional_text(2),
                      query.optional_text(3), query.optional_text(4), query.optional_text(5),
                      query.optional_integer(6), query.optional_text(7), query.optional_text(8)});
  }
  return events;
}

std::vector<ChangedFile> read_files(Database& database, std::int64_t fix_id) {
  std::vector<ChangedFile> files;
  Statement query(database, R"sql(
    select path, additions, deletions, patch, patch_cut
    from changed_file
    where fix_id = ?
    order by path
  )sql");
  query.bind(fix_id);
  while (query.step()) {
    files.push_back({query.text(0), query.optional_integer(1), query.optional_integer(2),
                     query.optional_text(3), query.integer(4) != 0});
  }
  return files;
}

std::vector<Fix> read_fixes(Database& database, std::int64_t issue_id) {
  std::vector<Fix> fixes;
  Statement query(database, R"sql(
    select kind, repository, ref, title, state, merged_at, pull_request, files_complete, id
    from fix
    where issue_id = ?
    order by kind, repository, length(ref), ref
  )sql");
  query.bind(issue_id);
  while (query.step()) {
    fixes.push_back({query.text(0), query.text(1), query.text(2), query.optional_text(3),
                     query.optional_text(4), query.optional_text(5), query.optional_integer(6),
                     query.integer(7) != 0, read_files(database, query.integer(8))});
  }
  return fixes;
}

std::vector<std::string> read_labels(Database& database, std::int64_t issue_id) {
  std::vector<std::string> labels;
  Statement query(database, "select name from issue_label where issue_id = ? order by name");
  query.bind(issue_id);
  while (query.step()) labels.push_back(query.text(0));
  return labels;
}

}  // namespace

std::optional<CollectedIssue> read_collected_issue(Database& database,
                                                   const std::string& repository,
                                                   std::int64_t number) {
  Statement query(database, R"sql(
    select issue.id, node_id, coalesce(title, ''), body, coalesce(state, ''), state_reason, author,
      coalesce(url, 'https://github.com/' || repository.name || '/issues/' || number),
      coalesce(created_at, ''), coalesce(updated_at, ''), closed_at
    from issue
    join repository on repository.id = repository_id
    where repository.name = ? and number = ?
  )sql");
  query.bind(repository, number);
  if (!query.step()) return std::nullopt;
  const std::int64_t id = query.integer(0);
  return CollectedIssue{.number = number,
                        .node_id = query.optional_text(1),
                        .title = query.text(2),
                        .body = query.optional_text(3),
                        .state = query.text(4),
                        .state_reason = query.optional_text(5),
                        .author = query.optional_text(6),
                        .url = query.text(7),
                        .created_at = query.text(8),
                        .updated_at = query.text(9),
                        .closed_at = query.optional_text(10),
                        .labels = read_labels(database, id),
                        .comments = read_comments(database, id),
                        .timeline = read_timeline(database, id),
                        .fixes = read_fixes(database, id)};
}

}  // namespace faultline::data
