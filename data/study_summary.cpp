#include "data/study_summary.h"

#include "data/statement.h"

namespace faultline::data {

StudySummary summarize_study(Database& database) {
  StudySummary summary;
  Statement converters(database, R"sql(
    select repository.converter, repository.name, count(issue.id), count(labelled.issue_id)
    from repository
    left join issue on issue.repository_id = repository.id
    left join (select distinct issue_id from labelled) as labelled on labelled.issue_id = issue.id
    group by repository.id
    order by repository.position, repository.id
  )sql");
  while (converters.step()) {
    summary.converters.push_back(
        {converters.text(0), converters.text(1), converters.integer(2), converters.integer(3)});
  }
  Statement raters(database, R"sql(
    select rater.name, coalesce(held.issues, 0), coalesce(given.labels, 0)
    from rater
    left join (
      select rater_id, count(distinct issue_id) as issues
      from labelled
      group by rater_id
    ) as held on held.rater_id = rater.id
    left join (
      select rater_id, count(*) as labels
      from label
      where withdrawn = 0
      group by rater_id
    ) as given on given.rater_id = rater.id
    order by rater.id
  )sql");
  while (raters.step()) {
    summary.raters.push_back({raters.text(0), raters.integer(1), raters.integer(2)});
    summary.labels += raters.integer(2);
  }
  Statement changes(database, "select count(*) from operator_change");
  changes.step();
  summary.operator_changes = changes.integer(0);
  return summary;
}

}  // namespace faultline::data
