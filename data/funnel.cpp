#include "data/funnel.h"

#include "data/statement.h"

namespace faultline::data {

std::vector<ConverterFunnel> funnel(Database& database) {
  Statement query(database, R"sql(
    select repository.converter, repository.name, newest.closed_issues, newest.read_at,
      count(issue.collected_at),
      count(issue.collected_at) filter (where relevant.issue_id is null),
      nullif(count(relevant.issue_id), 0),
      coalesce(sum(relevant.kept), 0),
      coalesce(sum(evidence.kept), 0),
      count(sampled.issue_id),
      exists (select 1 from sample where kind = 'main'),
      exists (
        select 1
        from collection
        where id = (select max(id) from collection where repository_id = repository.id)
          and finished_at is null
      )
    from repository
    left join (
      select repository_id, closed_issues, max(read_at) as read_at
      from popularity
      group by repository_id
    ) as newest on newest.repository_id = repository.id
    left join issue on issue.repository_id = repository.id
    left join screening as relevant on relevant.issue_id = issue.id and relevant.step = 'relevant'
    left join screening as evidence on evidence.issue_id = issue.id and evidence.step = 'evidence'
    left join (
      select issue_id
      from sample_item
      where sample_id in (select id from sample where kind = 'main')
    ) as sampled on sampled.issue_id = issue.id
    group by repository.id
    order by repository.position, repository.id
  )sql");
  std::vector<ConverterFunnel> funnels;
  while (query.step()) {
    ConverterFunnel& converter = funnels.emplace_back();
    converter.converter = query.text(0);
    converter.repository = query.text(1);
    converter.closed_issues = query.optional_integer(2);
    converter.counted_at = query.optional_text(3);
    converter.collected = query.integer(4);
    converter.unscreened = query.integer(5);
    if (!query.is_null(6)) {
      converter.relevant = query.integer(7);
      converter.evidence = query.integer(8);
    }
    converter.is_collecting = query.integer(11) != 0;
    if (query.integer(10) != 0) converter.sampled = query.integer(9);
  }
  return funnels;
}

}  // namespace faultline::data
