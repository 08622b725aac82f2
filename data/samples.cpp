#include "data/samples.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

SampleKind parse_kind(std::string_view id) {
  for (const SampleKindName& known : kSampleKinds) {
    if (known.id == id) return known.kind;
  }
  throw Error("the database holds a sample of an unknown kind", ErrorKind::kFailure)
      .because(std::string(id));
}

}  // namespace

std::vector<Sample> samples(Database& database) {
  Statement query(database, R"sql(
    select sample.id, sample.name, sample.kind, sample.seed, sample.drawn_at,
      (select count(*) from sample_item where sample_item.sample_id = sample.id)
    from sample
    order by sample.id
  )sql");
  std::vector<Sample> found;
  while (query.step()) {
    found.push_back({query.integer(0), query.text(1), parse_kind(query.view(2)),
                     static_cast<std::uint64_t>(query.integer(3)), query.text(4),
                     query.integer(5)});
  }
  return found;
}

std::optional<Sample> find_sample(Database& database, std::string_view name) {
  for (Sample& sample : samples(database)) {
    if (sample.name == name) return std::move(sample);
  }
  return std::nullopt;
}

Sample required_sample(Database& database, std::string_view name) {
  std::vector<std::string> names;
  for (Sample& sample : samples(database)) {
    if (sample.name == name) return std::move(sample);
    names.push_back(sample.name);
  }
  Error unknown(fmt::format("the study has no sample or tranche '{}'", name));
  if (const auto meant = nearest(name, names)) {
    throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help(names.empty() ? "`faultline sample tranche` draws one"
                                   : "there are: " + join(names, ", "));
}

std::vector<SampledIssue> sampled_issues(Database& database, std::int64_t sample_id) {
  Statement query(database, R"sql(
    select issue.id, repository.name, repository.converter, issue.number, issue.title,
      coalesce(issue.url, 'https://github.com/' || repository.name || '/issues/' || issue.number)
    from sample_item
    join issue on issue.id = sample_item.issue_id
    join repository on repository.id = issue.repository_id
    where sample_item.sample_id = ?
    order by sample_item.position
  )sql");
  query.bind(sample_id);
  std::vector<SampledIssue> issues;
  while (query.step()) {
    issues.push_back({query.integer(0), query.text(1), query.text(2), query.integer(3),
                      query.optional_text(4), query.text(5)});
  }
  return issues;
}

std::int64_t add_sample(Database& database, std::string_view name, SampleKind kind,
                        std::uint64_t seed, Moment drawn_at) {
  Statement insert(database, R"sql(
    insert into sample (name, kind, seed, drawn_at)
    values (?, ?, ?, ?)
    returning id
  )sql");
  insert.bind(name, id_of(kind), seed, to_iso8601(drawn_at)).step();
  return insert.integer(0);
}

void append_to_sample(Database& database, std::int64_t sample_id,
                      std::span<const std::int64_t> issue_ids) {
  Statement next(database, R"sql(
    select coalesce(max(position) + 1, 0) from sample_item where sample_id = ?
  )sql");
  next.bind(sample_id).step();
  std::int64_t position = next.integer(0);
  Statement insert(database, R"sql(
    insert into sample_item (sample_id, issue_id, position)
    values (?, ?, ?)
  )sql");
  for (const std::int64_t issue_id : issue_ids) insert.bind(sample_id, issue_id, position++).run();
}

}  // namespace faultline::data
