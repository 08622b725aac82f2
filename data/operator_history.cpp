#include "data/operator_history.h"

namespace faultline::data {

OperatorHistoryWriter::OperatorHistoryWriter(Database& database)
    : insert_set_(database, R"sql(
        insert into operator_set (domain, version, released)
        values (?, ?, ?)
        on conflict (domain, version) do update
        set released = coalesce(released, excluded.released)
        returning released
      )sql"),
      insert_change_(database, R"sql(
        insert into operator_change (history, operator_set_id, operator, change)
        values (?, ?, ?, ?)
        on conflict do nothing
      )sql"),
      find_set_(database, "select id from operator_set where domain = ? and version = ?") {}

bool OperatorHistoryWriter::add_set(const std::string& domain, std::int64_t version,
                                    const std::optional<std::string>& released) {
  insert_set_.bind(domain, version, released).step();
  const bool agrees = !released || insert_set_.view(0) == *released;
  // A statement that is not run to its end keeps the transaction from being committed.
  static_cast<void>(insert_set_.step());
  return agrees;
}

bool OperatorHistoryWriter::add_change(const OperatorChange& change) {
  find_set_.bind(change.domain, change.version);
  if (!find_set_.step()) {
    add_set(change.domain, change.version, std::nullopt);
    find_set_.bind(change.domain, change.version).step();
  }
  return insert_change_
             .bind(change.history, find_set_.integer(0), change.operator_name, change.change)
             .run() > 0;
}

std::vector<std::string> operator_histories(Database& database) {
  std::vector<std::string> names;
  Statement query(database, "select distinct history from operator_change order by history desc");
  while (query.step()) names.push_back(query.text(0));
  return names;
}

std::vector<OperatorSetChanges> operator_set_changes(Database& database,
                                                     const std::string& history) {
  std::vector<OperatorSetChanges> sets;
  Statement query(database, R"sql(
    select operator_set.domain, operator_set.version, operator_set.released,
      sum(change = 'added'), sum(change = 'updated'), sum(change = 'deprecated')
    from operator_change
    join operator_set on operator_set.id = operator_change.operator_set_id
    where history = ? and operator_set.domain = ?
    group by operator_set.id
    order by operator_set.version
  )sql");
  query.bind(history, kDefaultDomain);
  while (query.step()) {
    sets.push_back({.domain = query.text(0),
                    .version = query.integer(1),
                    .released = query.optional_text(2),
                    .added = query.integer(3),
                    .updated = query.integer(4),
                    .deprecated = query.integer(5)});
  }
  return sets;
}

std::vector<OperatorChange> operator_changes(Database& database, std::int64_t version) {
  std::vector<OperatorChange> changes;
  Statement query(database, R"sql(
    select history, domain, version, operator, change
    from operator_change
    join operator_set on operator_set.id = operator_change.operator_set_id
    where version = ?
    order by history desc, domain, operator, change
  )sql");
  query.bind(version);
  while (query.step()) {
    changes.push_back(
        {query.text(0), query.text(1), query.integer(2), query.text(3), query.text(4)});
  }
  return changes;
}

std::vector<std::string> release_dates(Database& database) {
  std::vector<std::string> dates;
  Statement query(database, R"sql(
    select distinct released
    from operator_set
    where released is not null
    order by released
  )sql");
  while (query.step()) dates.push_back(query.text(0));
  return dates;
}

std::vector<IssueRelease> issue_releases(Database& database) {
  std::vector<IssueRelease> releases;
  Statement query(database, R"sql(
    select id,
      coalesce(latest_onnx_release,
        (select max(released) from operator_set where released <= substr(created_at, 1, 10)),
        'none')
    from issue
    where latest_onnx_release is not null or created_at is not null
    order by id
  )sql");
  while (query.step()) releases.push_back({query.integer(0), query.text(1)});
  return releases;
}

}  // namespace faultline::data
