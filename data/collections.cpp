#include "data/collections.h"

#include <algorithm>

#include <array>

#include <nlohmann/json.hpp>

#include "data/statement.h"

namespace faultline::data {

std::optional<CollectionRun> latest_collection(Database& database, std::int64_t repository_id) {
  Statement query(database, R"sql(
    select id, repository_id, api, protocol, started_at, finished_at, since, cursor, requests,
      points, waited_seconds, issues_new, issues_changed, issues_gone, kept
    from collection
    where repository_id = ?
    order by id desc
    limit 1
  )sql");
  query.bind(repository_id);
  if (!query.step()) return std::nullopt;
  return CollectionRun{.id = query.integer(0),
                       .repository_id = query.integer(1),
                       .api = query.text(2),
                       .protocol = query.text(3),
                       .started_at = query.text(4),
                       .finished_at = query.optional_text(5),
                       .since = query.optional_text(6),
                       .cursor = query.optional_text(7),
                       .requests = query.integer(8),
                       .points = query.integer(9),
                       .waited_seconds = query.integer(10),
                       .issues_new = query.integer(11),
                       .issues_changed = query.integer(12),
                       .issues_gone = query.integer(13),
                       .kept = query.integer(14) != 0};
}

std::optional<std::string> collected_until(Database& database) {
  Statement query(database, "select max(started_at) from collection where finished_at is not null");
  query.step();
  return query.optional_text(0);
}

CollectionTotals collection_totals(Database& database, std::int64_t repository_id) {
  Statement query(database, R"sql(
    select api, count(*), sum(requests), sum(issues_gone), min(started_at),
      max(coalesce(finished_at, started_at))
    from collection
    where repository_id = ?
    group by api
    order by api
  )sql");
  query.bind(repository_id);
  CollectionTotals totals;
  while (query.step()) {
    totals.apis.push_back(query.text(0));
    totals.runs += query.integer(1);
    totals.requests += query.integer(2);
    totals.issues_gone += query.integer(3);
    const bool is_first = totals.started_at.empty() || query.view(4) < totals.started_at;
    if (is_first) totals.started_at = query.text(4);
    totals.ended_at = std::max(totals.ended_at, query.text(5));
  }
  return totals;
}

void store_collection(Database& database, CollectionRun& run) {
  if (run.id == 0) {
    Statement insert(database, R"sql(
      insert into collection (repository_id, api, protocol, started_at)
      values (?, ?, ?, ?)
      returning id
    )sql");
    insert.bind(run.repository_id, run.api, run.protocol, run.started_at);
    while (insert.step()) run.id = insert.integer(0);
  }
  Statement(database, R"sql(
    update collection
    set api = ?, protocol = ?, finished_at = ?, since = ?, cursor = ?, requests = ?, points = ?,
      waited_seconds = ?, issues_new = ?, issues_changed = ?, issues_gone = ?, kept = ?
    where id = ?
  )sql")
      .bind(run.api, run.protocol, run.finished_at, run.since, run.cursor, run.requests, run.points,
            run.waited_seconds, run.issues_new, run.issues_changed, run.issues_gone, run.kept,
            run.id)
      .run();
}

std::vector<std::string> collections_without_answers(Database& database) {
  std::vector<std::string> started;
  Statement query(database, "select started_at from collection where not kept order by id");
  while (query.step()) started.push_back(query.text(0));
  return started;
}

std::optional<Popularity> latest_popularity(Database& database, std::int64_t repository_id) {
  Statement query(database, R"sql(
    select read_at, stars, forks, closed_issues
    from popularity
    where repository_id = ?
    order by read_at desc
    limit 1
  )sql");
  query.bind(repository_id);
  if (!query.step()) return std::nullopt;
  return Popularity{query.text(0), query.integer(1), query.integer(2), query.integer(3)};
}

bool store_popularity(Database& database, std::int64_t repository_id,
                      const Popularity& popularity) {
  const std::optional<Popularity> known = latest_popularity(database, repository_id);
  if (known && known->stars == popularity.stars && known->forks == popularity.forks &&
      known->closed_issues == popularity.closed_issues) {
    return false;
  }
  Statement(database, R"sql(
    insert into popularity (repository_id, read_at, stars, forks, closed_issues)
    values (?, ?, ?, ?, ?)
    on conflict (repository_id, read_at) do update
    set stars = excluded.stars, forks = excluded.forks, closed_issues = excluded.closed_issues
  )sql")
      .bind(repository_id, popularity.read_at, popularity.stars, popularity.forks,
            popularity.closed_issues)
      .run();
  return true;
}

namespace {

/// ?1 is the repository, ?2 the state or 'all', ?3 the labels as a JSON list.
constexpr const char* kPassesFilter = R"sql(
    where repository_id = ?1 and updated_at is not null and gone is null
      and (?2 = 'all' or state = ?2)
      and not exists (
        select 1
        from json_each(?3) as wanted
        where not exists (
          select 1
          from issue_label
          where issue_id = issue.id and name = wanted.value collate nocase))
)sql";

}  // namespace

std::int64_t count_collected(Database& database, std::int64_t repository_id,
                             const IssueFilter& filter) {
  Statement query(database, std::string("select count(*) from issue") + kPassesFilter);
  query.bind(repository_id, filter.state, nlohmann::json(filter.labels).dump());
  query.step();
  return query.integer(0);
}

std::vector<IssueNode> collected_issues(Database& database, std::int64_t repository_id,
                                        const std::optional<IssueFilter>& filter) {
  const IssueFilter wanted = filter.value_or(IssueFilter{"all", {}});
  std::vector<IssueNode> issues;
  Statement query(database, std::string("select number, node_id from issue") + kPassesFilter +
                                "    order by number");
  query.bind(repository_id, wanted.state, nlohmann::json(wanted.labels).dump());
  while (query.step()) issues.push_back({query.integer(0), query.optional_text(1)});
  return issues;
}

std::vector<OpenSource> open_sources(Database& database, std::int64_t repository_id) {
  std::vector<OpenSource> sources;
  Statement query(database, R"sql(
    select source_repository, source_number, max(open_reference.node_id)
    from open_reference
    join issue on issue.id = issue_id
    where repository_id = ? and gone is null
    group by source_repository, source_number
    order by source_repository, source_number
  )sql");
  query.bind(repository_id);
  while (query.step()) {
    sources.push_back({query.text(0), query.integer(1), query.optional_text(2)});
  }
  return sources;
}

std::vector<IssueNode> issues_referring_to(Database& database, std::int64_t repository_id,
                                           const std::string& source_repository,
                                           std::int64_t source_number) {
  std::vector<IssueNode> issues;
  Statement query(database, R"sql(
    select number, issue.node_id
    from open_reference
    join issue on issue.id = issue_id
    where source_repository = ? and source_number = ? and repository_id = ? and gone is null
    order by number
  )sql");
  query.bind(source_repository, source_number, repository_id);
  while (query.step()) issues.push_back({query.integer(0), query.optional_text(1)});
  return issues;
}

std::vector<FixWithoutPatches> fixes_without_patches(Database& database,
                                                     std::int64_t repository_id) {
  std::vector<FixWithoutPatches> fixes;
  Statement query(database, R"sql(
    select distinct fix.kind, fix.repository, fix.ref
    from fix
    join issue on issue.id = fix.issue_id
    where issue.repository_id = ? and fix.patches is null
      and exists (
        select 1
        from sample_item
        join sample on sample.id = sample_item.sample_id
        where sample_item.issue_id = issue.id and sample.kind <> 'pilot')
    order by fix.kind, fix.repository, fix.ref
  )sql");
  query.bind(repository_id);
  while (query.step()) fixes.push_back({query.text(0), query.text(1), query.text(2)});
  return fixes;
}

std::int64_t count_drawn(Database& database) {
  Statement query(database, R"sql(
    select count(distinct issue_id)
    from sample_item
    join sample on sample.id = sample_item.sample_id
    where sample.kind <> 'pilot'
  )sql");
  query.step();
  return query.integer(0);
}

void clear_collected(Database& database) {
  // The full text index forgets by the old texts, so it goes first.
  constexpr std::array kStatements{
      R"sql(insert into comment_text (comment_text, rowid, body)
            select 'delete', id, body from comment)sql",
      R"sql(insert into issue_text (issue_text, rowid, title, body)
            select 'delete', id, title, body
            from issue
            where updated_at is not null)sql",
      "delete from changed_file",
      "delete from fix",
      "delete from open_reference",
      "delete from pending",
      "delete from timeline_event",
      "delete from comment",
      "delete from issue_history",
      R"sql(delete from issue_label
            where issue_id in (select id from issue where updated_at is not null))sql",
      "delete from popularity",
      R"sql(update issue
            set node_id = null, title = null, body = null, state = null, state_reason = null,
              author = null, url = null, created_at = null, updated_at = null, closed_at = null,
              gone = null, collected_at = null
            where updated_at is not null)sql",
  };
  for (const char* statement : kStatements) database.run(statement);
}

}  // namespace faultline::data
