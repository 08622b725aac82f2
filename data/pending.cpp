#include "data/pending.h"

namespace faultline::data {

namespace {

std::vector<Pending> read_all(Statement& query) {
  std::vector<Pending> found;
  while (query.step()) {
    found.push_back({query.integer(0), query.integer(1), query.text(2), query.text(3),
                     query.text(4), query.optional_text(5), query.optional_text(6),
                     query.integer(7), query.text(8)});
  }
  return found;
}

std::optional<Pending> read_one(Statement& query) {
  std::vector<Pending> found = read_all(query);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::int64_t read_number(Statement& query) {
  std::int64_t number = 0;
  while (query.step()) number = query.integer(0);
  return number;
}

}  // namespace

void PendingQueue::add(const Pending& pending) {
  run(statement_(R"sql(
    insert into pending (repository_id, api, kind, subject, node_id, next, seen, seen_comments)
    values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (repository_id, kind, subject) do update
    set api = excluded.api, node_id = coalesce(excluded.node_id, node_id), next = excluded.next,
      seen = excluded.seen, seen_comments = excluded.seen_comments
  )sql")
          .bind(pending.repository_id, pending.api, pending.kind, pending.subject, pending.node_id,
                pending.next, pending.seen, pending.seen_comments));
}

std::vector<Pending> PendingQueue::oldest(std::int64_t repository_id, std::string_view kind,
                                          std::int64_t limit) {
  return read_all(statement_(R"sql(
    select id, repository_id, api, kind, subject, node_id, next, seen, seen_comments
    from pending
    where repository_id = ? and kind = ?
    order by id
    limit ?
  )sql")
                      .bind(repository_id, kind, limit));
}

std::optional<Pending> PendingQueue::find(std::int64_t repository_id, std::string_view kind,
                                          std::string_view subject) {
  return read_one(statement_(R"sql(
    select id, repository_id, api, kind, subject, node_id, next, seen, seen_comments
    from pending
    where repository_id = ? and kind = ? and subject = ?
  )sql")
                      .bind(repository_id, kind, subject));
}

std::int64_t PendingQueue::count(std::int64_t repository_id, std::string_view kind) {
  return read_number(statement_("select count(*) from pending where repository_id = ? and kind = ?")
                         .bind(repository_id, kind));
}

std::int64_t PendingQueue::unread_issues(std::int64_t repository_id) {
  return read_number(statement_(R"sql(
    select count(distinct subject)
    from pending
    where repository_id = ? and kind in ('issue', 'comments', 'timeline')
  )sql")
                         .bind(repository_id));
}

bool PendingQueue::has_issue(std::int64_t repository_id, std::int64_t number) {
  return read_number(statement_(R"sql(
    select exists (
      select 1
      from pending
      where repository_id = ? and kind in ('issue', 'comments', 'timeline') and subject = ?)
  )sql")
                         .bind(repository_id, std::to_string(number))) != 0;
}

void PendingQueue::go_on(const Pending& pending) {
  run(statement_("update pending set next = ?, seen = ?, seen_comments = ? where id = ?")
          .bind(pending.next, pending.seen, pending.seen_comments, pending.id));
}

void PendingQueue::remove(const Pending& pending) {
  run(statement_("delete from pending where id = ?").bind(pending.id));
}

void PendingQueue::hand_over(std::int64_t repository_id, std::string_view api) {
  run(statement_(R"sql(
    insert into pending (repository_id, api, kind, subject, node_id)
    select pending.repository_id, ?2, 'issue', subject, issue.node_id
    from pending
    join issue on issue.repository_id = pending.repository_id
      and issue.number = cast(subject as integer)
    where pending.repository_id = ?1 and api <> ?2 and kind in ('comments', 'timeline')
    order by pending.id
    on conflict (repository_id, kind, subject) do nothing
  )sql")
          .bind(repository_id, api));
  run(statement_(R"sql(
    insert into pending (repository_id, api, kind, subject, node_id)
    select repository_id, ?2, 'fix', subject, node_id
    from pending
    where repository_id = ?1 and api <> ?2 and kind in ('files', 'pulls')
    order by id
    on conflict (repository_id, kind, subject) do nothing
  )sql")
          .bind(repository_id, api));
  // GraphQL asks by id alone; the issue tells the id of a fix that REST did not.
  run(statement_(R"sql(
    insert into pending (repository_id, api, kind, subject, node_id)
    select pending.repository_id, ?2, 'issue', issue.number, issue.node_id
    from pending
    join fix on pending.subject = fix.kind || ' ' || fix.repository || ' ' || fix.ref
    join issue on issue.id = fix.issue_id and issue.repository_id = pending.repository_id
    where pending.repository_id = ?1 and api <> ?2 and pending.kind = 'fix'
      and pending.node_id is null and ?2 = 'graphql'
    order by pending.id
    on conflict (repository_id, kind, subject) do nothing
  )sql")
          .bind(repository_id, api));
  run(statement_(R"sql(
    delete from pending
    where repository_id = ?1 and api <> ?2
      and (kind in ('comments', 'timeline', 'files', 'pulls')
        or kind = 'fix' and node_id is null and ?2 = 'graphql')
  )sql")
          .bind(repository_id, api));
  run(statement_("update pending set api = ?2 where repository_id = ?1 and api <> ?2")
          .bind(repository_id, api));
}

}  // namespace faultline::data
