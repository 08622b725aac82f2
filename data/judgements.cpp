#include "data/judgements.h"

#include "data/statement.h"

namespace faultline::data {

bool store_judgement(Database& database, std::int64_t issue_id, std::int64_t rater_id,
                     bool is_relevant, Moment now) {
  Statement store(database, R"sql(
    insert into screening_judgement (issue_id, rater_id, judged_at, relevant)
    values (?, ?, ?, ?)
    on conflict (issue_id, rater_id) do update
    set judged_at = excluded.judged_at, relevant = excluded.relevant
    where relevant <> excluded.relevant
  )sql");
  return store.bind(issue_id, rater_id, to_iso8601(now), is_relevant).run() > 0;
}

void remove_judgement(Database& database, std::int64_t issue_id, std::int64_t rater_id) {
  Statement(database, "delete from screening_judgement where issue_id = ? and rater_id = ?")
      .bind(issue_id, rater_id)
      .run();
}

std::vector<SampledIssue> unjudged_issues(Database& database, std::int64_t rater_id) {
  const std::optional<Sample> pilot = find_sample(database, kPilotSample);
  if (!pilot) return {};
  Statement judged(database, R"sql(
    select 1 from screening_judgement where issue_id = ? and rater_id = ?
  )sql");
  std::vector<SampledIssue> issues = sampled_issues(database, pilot->id);
  std::erase_if(issues, [&](const SampledIssue& issue) {
    return judged.bind(issue.issue_id, rater_id).step();
  });
  return issues;
}

std::vector<JudgedScreening> judged_screening(Database& database,
                                              std::optional<std::int64_t> rater_id) {
  Statement query(database, R"sql(
    with judgement as (
      select screening_judgement.issue_id, screening_judgement.relevant,
        row_number() over (
          partition by screening_judgement.issue_id
          order by rater.name <> 'consensus', rater.id
        ) as place
      from screening_judgement
      join rater on rater.id = screening_judgement.rater_id
      where ?1 is null or rater.id = ?1
    ),
    judged as (
      select issue.repository_id, judgement.relevant, coalesce(evidence.kept, 0) as kept,
        coalesce(filter.kept, 0) as counts,
        issue.id not in (
          select issue_id
          from sample_item
          where sample_id in (select id from sample where kind = 'pilot')
        ) as outside
      from judgement
      join issue on issue.id = judgement.issue_id
      left join screening as filter on filter.issue_id = issue.id and filter.step = 'relevant'
      left join screening as evidence on evidence.issue_id = issue.id and evidence.step = 'evidence'
      where judgement.place = 1
    )
    select repository.converter,
      count(*) filter (where counts and kept and relevant),
      count(*) filter (where counts and kept and not relevant),
      count(*) filter (where counts and not kept and relevant),
      count(*) filter (where counts and not kept and not relevant),
      count(*) filter (where not counts),
      count(*) filter (where counts and outside)
    from repository
    left join judged on judged.repository_id = repository.id
    group by repository.id
    order by repository.position, repository.id
  )sql");
  query.bind(rater_id);
  std::vector<JudgedScreening> converters;
  while (query.step()) {
    converters.push_back({query.text(0), query.integer(1), query.integer(2), query.integer(3),
                          query.integer(4), query.integer(5), query.integer(6)});
  }
  return converters;
}

}  // namespace faultline::data
