#include "data/study_summary.h"

#include <algorithm>
#include <map>

#include "data/issues.h"
#include "data/newest_labels.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

void keep_distinct(std::vector<std::int64_t>& ids) {
  std::ranges::sort(ids);
  // clang 14 cannot read the standard library's std::ranges::unique.
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// The issues, in order, that each rater gave a label that holds, in any dimension; by rater id.
std::map<std::int64_t, std::vector<std::int64_t>> labelled_issues(Database& database) {
  std::map<std::int64_t, std::vector<std::int64_t>> issues;
  Statement dimensions(database, "select name from dimension order by id");
  while (dimensions.step()) {
    for_each_newest_label(database, dimensions.text(0), [&](const NewestLabel& label) {
      issues[label.rater_id].push_back(label.issue_id);
    });
  }
  for (auto& [rater, ids] : issues) keep_distinct(ids);
  return issues;
}

std::vector<ConverterIssues> summarize_converters(
    Database& database, const std::map<std::int64_t, std::vector<std::int64_t>>& labelled) {
  std::vector<std::int64_t> labelled_by_any;
  for (const auto& [rater, ids] : labelled) {
    labelled_by_any.insert(labelled_by_any.end(), ids.begin(), ids.end());
  }
  keep_distinct(labelled_by_any);

  std::vector<ConverterIssues> converters;
  std::map<std::int64_t, std::size_t> position_of;
  for (const Repository& repository : repositories(database)) {
    position_of.emplace(repository.id, converters.size());
    converters.push_back({.converter = repository.converter, .repository = repository.name});
  }
  auto next = labelled_by_any.begin();
  for_each_issue_id(database, [&](std::int64_t issue_id, std::int64_t repository_id) {
    ConverterIssues& converter = converters.at(position_of.at(repository_id));
    ++converter.issues;
    if (next == labelled_by_any.end() || *next != issue_id) return;
    ++converter.labelled;
    ++next;
  });
  return converters;
}

}  // namespace

StudySummary summarize_study(Database& database) {
  StudySummary summary;
  const auto labelled = labelled_issues(database);
  summary.converters = summarize_converters(database, labelled);
  Statement raters(database, R"sql(
    select rater.id, rater.name, coalesce(given.labels, 0)
    from rater
    left join (
      select rater_id, count(*) as labels
      from label
      where withdrawn = 0
      group by rater_id
    ) as given on given.rater_id = rater.id
    order by rater.id
  )sql");
  while (raters.step()) {
    const auto issues = labelled.find(raters.integer(0));
    summary.raters.push_back({.rater = raters.text(1),
                              .issues = issues == labelled.end() ? 0 : std::ssize(issues->second),
                              .labels = raters.integer(2)});
    summary.labels += raters.integer(2);
  }
  const auto count = [&database](const char* sql) {
    Statement query(database, sql);
    query.step();
    return query.integer(0);
  };
  summary.operator_changes = count("select count(*) from operator_change");
  summary.unjudged_pilot_issues = count(R"sql(
    select count(*)
    from sample_item
    join sample on sample.id = sample_item.sample_id and sample.kind = 'pilot'
    where issue_id not in (select issue_id from screening_judgement)
  )sql");
  summary.uncoded_answers = count(R"sql(
    select count(*)
    from answer
    join question on question.id = answer.question_id and question.kind = 'open'
    where question_id in (select question_id from theme)
      and not exists (
        select 1
        from current_coding
        where current_coding.respondent_id = answer.respondent_id
          and current_coding.question_id = answer.question_id
      )
  )sql");
  summary.unsettled_answers = count(R"sql(
    select count(*)
    from (
      select 1
      from current_coding
      join rater on rater.id = current_coding.rater_id
      group by current_coding.respondent_id, current_coding.question_id
      having sum(rater.name <> 'consensus') > 1 and sum(rater.name = 'consensus') = 0
    )
  )sql");
  return summary;
}

}  // namespace faultline::data
