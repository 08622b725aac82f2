#include "data/collection_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace faultline::data {

CollectionStore::CollectionStore(Database& database) : statement_(database) {}

std::optional<KnownIssue> CollectionStore::find_issue(std::int64_t repository_id,
                                                      std::int64_t number) {
  Statement& query = statement_(R"sql(
    select id, updated_at, collected_at
    from issue
    where repository_id = ? and number = ?
  )sql");
  std::optional<KnownIssue> known;
  query.bind(repository_id, number);
  while (query.step()) {
    known = {query.integer(0), query.optional_text(1), query.optional_text(2)};
  }
  return known;
}

void CollectionStore::keep_history(std::int64_t issue_id, const CollectedIssue& issue,
                                   const std::string& read_at) {
  run(statement_(R"sql(
        insert into issue_history (issue_id, replaced_at, title, body, state)
        select id,
          -- Behind what was replaced before, also where the clock stood still or went back.
          coalesce((select strftime('%Y-%m-%dT%H:%M:%SZ', max(replaced_at), '+1 second')
                    from issue_history
                    where issue_id = issue.id and replaced_at >= ?1), ?1),
          title, body, state
        from issue
        where id = ?2 and updated_at is not null
          and (title, body, state) is not (?3, ?4, ?5)
      )sql")
          .bind(read_at, issue_id, issue.title, issue.body, issue.state));
}

std::int64_t CollectionStore::store_issue(std::int64_t repository_id, const CollectedIssue& issue,
                                          const std::string& read_at) {
  const std::optional<KnownIssue> known = find_issue(repository_id, issue.number);
  if (!known) {
    run(statement_("insert into issue (repository_id, number) values (?, ?)")
            .bind(repository_id, issue.number));
  }
  const std::int64_t id = known ? known->id : find_issue(repository_id, issue.number)->id;
  keep_history(id, issue, read_at);
  Statement& same_text = statement_(R"sql(
    select (title, body) is (?, ?)
    from issue
    where id = ?
  )sql");
  bool text_changed = true;
  same_text.bind(issue.title, issue.body, id);
  while (same_text.step()) text_changed = same_text.integer(0) == 0;
  if (text_changed) {
    statement_(R"sql(
      insert into issue_text (issue_text, rowid, title, body)
      select 'delete', id, title, body
      from issue
      where id = ? and (title is not null or body is not null)
    )sql")
        .bind(id)
        .run();
  }
  run(statement_(R"sql(
        update issue
        set node_id = ?1, title = ?2, body = ?3, state = ?4, state_reason = ?5, author = ?6,
          url = ?7, created_at = ?8, updated_at = ?9, closed_at = ?10, gone = null
        where id = ?11
          and (node_id, title, body, state, state_reason, author,
               url, created_at, updated_at, closed_at, gone)
            is not (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, null)
      )sql")
          .bind(issue.node_id, issue.title, issue.body, issue.state, issue.state_reason,
                issue.author, issue.url, issue.created_at, issue.updated_at, issue.closed_at, id));
  if (text_changed) {
    statement_("insert into issue_text (rowid, title, body) values (?, ?, ?)")
        .bind(id, issue.title, issue.body)
        .run();
  }
  store_labels(id, issue.labels);
  return id;
}

void CollectionStore::store_labels(std::int64_t issue_id, const std::vector<std::string>& labels) {
  const std::set<std::string> wanted(labels.begin(), labels.end());
  std::set<std::string> stored;
  Statement& query = statement_("select name from issue_label where issue_id = ?");
  query.bind(issue_id);
  while (query.step()) stored.insert(query.text(0));
  for (const std::string& label : wanted) {
    if (stored.contains(label)) continue;
    run(statement_("insert into issue_label (issue_id, name) values (?, ?)").bind(issue_id, label));
  }
  for (const std::string& label : stored) {
    if (wanted.contains(label)) continue;
    run(statement_("delete from issue_label where issue_id = ? and name = ?")
            .bind(issue_id, label));
  }
}

void CollectionStore::store_events(std::int64_t issue_id, std::int64_t first,
                                   std::span<const TimelineEvent> events, bool last) {
  Statement& insert = statement_(R"sql(
    insert into timeline_event
      (issue_id, position, event, actor, created_at, commit_sha, source_kind, source_repository,
       source_number, source_state, label)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (issue_id, position) do update
    set event = excluded.event, actor = excluded.actor, created_at = excluded.created_at,
      commit_sha = excluded.commit_sha, source_kind = excluded.source_kind,
      source_repository = excluded.source_repository, source_number = excluded.source_number,
      source_state = excluded.source_state, label = excluded.label
    where (event, actor, created_at, commit_sha, source_kind, source_repository, source_number,
           source_state, label)
      is not (excluded.event, excluded.actor, excluded.created_at, excluded.commit_sha,
              excluded.source_kind, excluded.source_repository, excluded.source_number,
              excluded.source_state, excluded.label)
  )sql");
  std::int64_t position = first;
  for (const TimelineEvent& event : events) {
    run(insert.bind(issue_id, position++, event.event, event.actor, event.created_at,
                    event.commit_sha, event.source_kind, event.source_repository,
                    event.source_number, event.source_state, event.label));
  }
  if (!last) return;
  run(statement_("delete from timeline_event where issue_id = ? and position >= ?")
          .bind(issue_id, position));
}

/// Takes a stored comment's words out of the index, before its body changes or goes.
void CollectionStore::unindex_comment(std::int64_t comment_id) {
  statement_(R"sql(
    insert into comment_text (comment_text, rowid, body)
    select 'delete', id, body
    from comment
    where id = ?
  )sql")
      .bind(comment_id)
      .run();
}

void CollectionStore::store_comment(std::int64_t issue_id, const CollectedComment& comment) {
  Statement& query = statement_("select body = ? from comment where id = ?");
  std::optional<bool> same_body;
  query.bind(comment.body, comment.id);
  while (query.step()) same_body = query.integer(0) != 0;
  const bool index = !same_body.value_or(false);
  if (same_body && index) unindex_comment(comment.id);
  run(statement_(R"sql(
        insert into comment (id, issue_id, author, created_at, updated_at, body)
        values (?, ?, ?, ?, ?, ?)
        on conflict (id) do update
        set issue_id = excluded.issue_id, author = excluded.author,
          created_at = excluded.created_at, updated_at = excluded.updated_at, body = excluded.body
        where (issue_id, author, created_at, updated_at, body)
          is not (excluded.issue_id, excluded.author, excluded.created_at, excluded.updated_at,
                  excluded.body)
      )sql")
          .bind(comment.id, issue_id, comment.author, comment.created_at, comment.updated_at,
                comment.body));
  if (index) {
    statement_("insert into comment_text (rowid, body) values (?, ?)")
        .bind(comment.id, comment.body)
        .run();
  }
}

std::string CollectionStore::store_comments(std::int64_t issue_id, std::string_view seen,
                                            std::span<const CollectedComment> comments, bool last) {
  std::string all(seen);
  for (const CollectedComment& comment : comments) {
    store_comment(issue_id, comment);
    all += fmt::format("{}{}", all.empty() ? "" : " ", comment.id);
  }
  if (last) drop_unseen_comments(issue_id, all);
  return all;
}

void CollectionStore::drop_unseen_comments(std::int64_t issue_id, std::string_view seen) {
  std::set<std::string> kept;
  for (std::string& number : split(seen, ' ')) kept.insert(std::move(number));
  std::vector<std::int64_t> dropped;
  Statement& query = statement_("select id from comment where issue_id = ?");
  query.bind(issue_id);
  while (query.step()) {
    if (!kept.contains(std::to_string(query.integer(0)))) dropped.push_back(query.integer(0));
  }
  for (const std::int64_t id : dropped) {
    unindex_comment(id);
    run(statement_("delete from comment where id = ?").bind(id));
  }
}

void CollectionStore::store_open_reference(std::int64_t issue_id, const OpenReference& reference) {
  run(statement_(R"sql(
        insert into open_reference (issue_id, source_repository, source_number, node_id)
        values (?, ?, ?, ?)
        on conflict do nothing
      )sql")
          .bind(issue_id, reference.repository, reference.number, reference.node_id));
}

void CollectionStore::finish_issue(std::int64_t issue_id, const std::string& read_at) {
  run(statement_(R"sql(
        delete from open_reference
        where issue_id = ?
          and not exists (
            select 1
            from timeline_event as event
            where event.issue_id = open_reference.issue_id
              and event.source_repository = open_reference.source_repository
              and event.source_number = open_reference.source_number
              and event.source_state = 'open')
      )sql")
          .bind(issue_id));
  constexpr const char* kUnnamed = R"sql(
    select id
    from fix
    where issue_id = ?1
      and not (
        kind = 'commit' and ref in (
          select commit_sha
          from timeline_event
          where issue_id = ?1 and commit_sha is not null)
        or kind = 'pull-request' and (repository, cast(ref as integer)) in (
          select source_repository, source_number
          from timeline_event
          where issue_id = ?1 and source_kind = 'pull-request'))
  )sql";
  std::vector<std::int64_t> unnamed;
  Statement& query = statement_(kUnnamed);
  query.bind(issue_id);
  while (query.step()) unnamed.push_back(query.integer(0));
  for (const std::int64_t fix : unnamed) {
    drop_files(fix);
    run(statement_("delete from fix where id = ?").bind(fix));
  }
  run(statement_("update issue set collected_at = ? where id = ?").bind(read_at, issue_id));
}

void CollectionStore::mark_gone(std::int64_t issue_id, std::string_view gone) {
  run(statement_("update issue set gone = ?1 where id = ?2 and gone is not ?1")
          .bind(gone, issue_id));
}

}  // namespace faultline::data
