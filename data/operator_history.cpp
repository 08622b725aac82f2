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
      delete_change_(database, R"sql(
        delete from operator_change
        where history = ? and operator = ? and change = ?
          and operator_set_id = (select id from operator_set where domain = ? and version = ?)
      )sql"),
      find_set_(database, "select id from operator_set where domain = ? and version = ?"),
      update_version_(database,
                      "update operator_set set onnx_version = ? where domain = ? and version = ?"),
      insert_function_(database, R"sql(
        insert into function_operator (domain, operator)
        values (?, ?)
        on conflict do nothing
      )sql") {}

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

void OperatorHistoryWriter::remove_change(const OperatorChange& change) {
  delete_change_
      .bind(change.history, change.operator_name, change.change, change.domain, change.version)
      .run();
}

void OperatorHistoryWriter::set_onnx_version(const std::string& domain, std::int64_t version,
                                             const std::string& onnx_version) {
  update_version_.bind(onnx_version, domain, version).run();
}

void OperatorHistoryWriter::mark_function(const std::string& domain,
                                          const std::string& operator_name) {
  insert_function_.bind(domain, operator_name).run();
}

std::vector<std::string> operator_histories(Database& database) {
  std::vector<std::string> names;
  Statement query(database, "select distinct history from operator_change order by history desc");
  while (query.step()) names.push_back(query.text(0));
  return names;
}

std::vector<OperatorSetChanges> operator_set_changes(Database& database, const std::string& history,
                                                     const std::string& domain) {
  std::vector<OperatorSetChanges> sets;
  Statement query(database, R"sql(
    select operator_set.domain, operator_set.version, operator_set.released,
      operator_set.onnx_version, sum(change = 'added'), sum(change = 'updated'), sum(change = 'deprecated')
    from operator_change
    join operator_set on operator_set.id = operator_change.operator_set_id
    where history = ? and operator_set.domain = ?
    group by operator_set.id
    order by operator_set.version
  )sql");
  query.bind(history, domain);
  while (query.step()) {
    sets.push_back({.domain = query.text(0),
                    .version = query.integer(1),
                    .released = query.optional_text(2),
                    .onnx_version = query.optional_text(3),
                    .added = query.integer(4),
                    .updated = query.integer(5),
                    .deprecated = query.integer(6)});
  }
  return sets;
}

namespace {

std::vector<OperatorChange> read_changes(Statement& query) {
  std::vector<OperatorChange> changes;
  while (query.step()) {
    changes.push_back({query.text(0), query.text(1), query.integer(2), query.text(3), query.text(4),
                       query.integer(5) == 1});
  }
  return changes;
}

constexpr std::string_view kSelectChanges = R"sql(
    select history, domain, version, operator, change,
      exists (select 1 from function_operator as function
              where function.domain = operator_set.domain
                and function.operator = operator_change.operator)
    from operator_change
    join operator_set on operator_set.id = operator_change.operator_set_id
)sql";

}  // namespace

std::vector<OperatorChange> operator_changes(Database& database, const std::string& history) {
  Statement query(database, std::string(kSelectChanges) +
                                "where history = ? order by domain, version, operator, change");
  query.bind(history);
  return read_changes(query);
}

std::vector<OperatorChange> operator_changes(Database& database, std::int64_t version) {
  Statement query(database,
                  std::string(kSelectChanges) +
                      "where version = ? order by history desc, domain, operator, change");
  query.bind(version);
  return read_changes(query);
}

std::vector<std::string> operator_domains(Database& database) {
  std::vector<std::string> domains;
  Statement query(database, R"sql(
    select distinct domain
    from operator_set
    order by domain <> ?, domain
  )sql");
  query.bind(kDefaultDomain);
  while (query.step()) domains.push_back(query.text(0));
  return domains;
}

std::vector<OperatorDifference> operator_differences(Database& database, const std::string& first,
                                                     const std::string& second,
                                                     const std::string& domain) {
  std::vector<OperatorDifference> differences;
  Statement query(database, R"sql(
    with change as (
      select history, version, operator, group_concat(change, '+') as change
      from (
        select history, version, replace(operator, ' (deprecated)', '') as operator, change
        from operator_change
        join operator_set on operator_set.id = operator_change.operator_set_id
        where history in (?1, ?2) and domain = ?3
        order by change
      )
      group by history, version, operator
    ),
    newest as (
      select min(version) as version
      from (select max(version) as version from change group by history)
    )
    select version, operator,
      max(case when history = ?1 then change else '' end) as first,
      max(case when history = ?2 then change else '' end) as second,
      exists (select 1 from function_operator as function
              where function.domain = ?3 and function.operator = change.operator)
    from change
    where version <= (select version from newest)
    group by version, operator
    having first <> second
    order by version, operator
  )sql");
  query.bind(first, second, domain);
  while (query.step()) {
    differences.push_back({.version = query.integer(0),
                           .operator_name = query.text(1),
                           .first = query.text(2),
                           .second = query.text(3),
                           .is_function = query.integer(4) == 1});
  }
  return differences;
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
        'none'),
      substr(created_at, 1, 10)
    from issue
    where latest_onnx_release is not null or created_at is not null
    order by id
  )sql");
  while (query.step())
    releases.push_back({query.integer(0), query.text(1), query.optional_text(2)});
  return releases;
}

}  // namespace faultline::data
