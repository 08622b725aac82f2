#include "taxonomy/tui/label_queue.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "data/issues.h"
#include "data/labels.h"
#include "data/samples.h"
#include "data/statement.h"
#include "taxonomy/adjudication.h"

namespace faultline::taxonomy {

namespace {

using data::Database;
using data::Statement;
using Ids = std::vector<std::int64_t>;
using IdSet = std::unordered_set<std::int64_t>;

Ids take_ids(Statement& query) {
  Ids ids;
  while (query.step()) ids.push_back(query.integer(0));
  return ids;
}

Ids sample_issues(Database& database, std::int64_t sample_id) {
  Statement query(database, R"sql(
    select issue_id
    from sample_item
    where sample_id = ?
    order by position
  )sql");
  query.bind(sample_id);
  return take_ids(query);
}

Ids all_issues(Database& database) {
  Statement query(database, R"sql(
    select issue.id
    from repository
    join issue on issue.repository_id = repository.id
    where issue.gone is null
    order by repository.position, repository.id, issue.number
  )sql");
  return take_ids(query);
}

/// The issues in which raters disagree, settled or not, with the dimensions in which they do.
std::map<std::int64_t, std::set<std::string>> disagreements(Database& database,
                                                            const data::Codebook& codebook) {
  Statement issue_id(database, R"sql(
    select issue.id
    from issue
    join repository on repository.id = issue.repository_id
    where repository.name = ? and issue.number = ?
  )sql");
  std::map<std::int64_t, std::set<std::string>> found;
  for (const RaterDisagreement& item :
       rater_disagreements(database, codebook, {.settled_too = true})) {
    issue_id.bind(item.repository, item.issue).step();
    found[issue_id.integer(0)].insert(item.dimension);
  }
  return found;
}

IdSet unsure_issues(Database& database, std::int64_t rater_id) {
  Statement query(database, R"sql(
    select issue.id
    from current_label
    join repository on repository.name = current_label.repository
    join issue on issue.repository_id = repository.id and issue.number = current_label.issue
    where rater = (select name from rater where id = ?) and confidence = ?
  )sql");
  query.bind(rater_id, data::kUnsure);
  const Ids ids = take_ids(query);
  return {ids.begin(), ids.end()};
}

/// The dimensions of the codebook in which the rater labelled each issue.
std::map<std::int64_t, std::set<std::string>> labelled(Database& database,
                                                       const data::Codebook& codebook,
                                                       std::int64_t rater_id) {
  Statement query(database, R"sql(
    select labelled.issue_id, dimension.name
    from labelled
    join dimension on dimension.id = labelled.dimension_id
    where labelled.rater_id = ?
  )sql");
  query.bind(rater_id);
  std::map<std::int64_t, std::set<std::string>> found;
  while (query.step()) {
    if (codebook.find(query.view(1)) != nullptr) found[query.integer(0)].insert(query.text(1));
  }
  return found;
}

bool is_consensus(Database& database, std::int64_t rater_id) {
  Statement query(database, "select name from rater where id = ?");
  query.bind(rater_id).step();
  return query.view(0) == data::kConsensusRater;
}

IdSet complete_issues(Database& database, const data::Codebook& codebook, std::int64_t rater_id) {
  IdSet complete;
  const auto done = labelled(database, codebook, rater_id);
  if (!is_consensus(database, rater_id)) {
    for (const auto& [issue, dimensions] : done) {
      if (dimensions.size() == codebook.dimensions.size()) complete.insert(issue);
    }
    return complete;
  }
  for (const auto& [issue, disputed] : disagreements(database, codebook)) {
    const auto settled = done.find(issue);
    if (settled != done.end() && std::includes(settled->second.begin(), settled->second.end(),
                                               disputed.begin(), disputed.end())) {
      complete.insert(issue);
    }
  }
  return complete;
}

Ids base_issues(Database& database, const QueueRequest& request) {
  if (request.sample_id) {
    Ids issues = sample_issues(database, *request.sample_id);
    if (!request.only) return issues;
    const IdSet wanted(request.only->begin(), request.only->end());
    std::erase_if(issues, [&](std::int64_t id) { return !wanted.contains(id); });
    return issues;
  }
  if (request.only) return *request.only;
  const bool narrowed = request.only_unsure || request.only_disagreements;
  const auto sample = data::find_sample(database, data::kMainSample);
  if (!sample) return all_issues(database);
  Ids issues = sample_issues(database, sample->id);
  if (!narrowed) return issues;
  const IdSet sampled(issues.begin(), issues.end());
  for (const std::int64_t id : all_issues(database)) {
    if (!sampled.contains(id)) issues.push_back(id);
  }
  return issues;
}

}  // namespace

LabelQueue open_queue(Database& database, const data::Codebook& codebook, std::int64_t rater_id,
                      const QueueRequest& request) {
  LabelQueue queue{.items = base_issues(database, request),
                   .complete = complete_issues(database, codebook, rater_id)};
  if (request.only_unsure) {
    const IdSet unsure = unsure_issues(database, rater_id);
    std::erase_if(queue.items, [&](std::int64_t id) { return !unsure.contains(id); });
  }
  if (request.only_disagreements) {
    const auto disputed = disagreements(database, codebook);
    std::erase_if(queue.items, [&](std::int64_t id) { return !disputed.contains(id); });
  }
  std::stable_partition(queue.items.begin(), queue.items.end(),
                        [&](std::int64_t id) { return !queue.complete.contains(id); });
  return queue;
}

}  // namespace faultline::taxonomy
