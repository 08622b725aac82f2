#include "data/newest_labels.h"

#include "data/statement.h"

namespace faultline::data {

void for_each_newest_label(Database& database, const std::string& dimension,
                           const std::function<void(const NewestLabel&)>& take) {
  Statement query(database, R"sql(
    select issue_id, rater_id, labelled_at, code_id, assisted, withdrawn, dimension_id
    from label
    where dimension_id = (select id from dimension where name = ?)
    order by issue_id, rater_id, labelled_at
  )sql");
  // Labels of one moment are ordered by their content, as in the view. There are hardly any.
  Statement newest_of_moment(database, R"sql(
    select label.code_id, label.assisted, label.withdrawn
    from label
    join code on code.id = label.code_id
    join codebook on codebook.id = label.codebook_id
    where label.dimension_id = ?
      and label.issue_id = ?
      and label.rater_id = ?
      and label.labelled_at = ?
    order by label.withdrawn desc, code.name desc, label.confidence desc, label.memo desc,
      label.evidence desc, label.assisted desc, codebook.name desc, codebook.version desc
    limit 1
  )sql");
  query.bind(dimension);

  NewestLabel newest;
  bool is_first = true;
  bool withdrawn = false;
  bool shares_moment = false;
  std::int64_t dimension_id = 0;
  std::string moment;
  const auto take_newest = [&] {
    if (is_first) return;
    if (shares_moment) {
      newest_of_moment.bind(dimension_id, newest.issue_id, newest.rater_id, moment).step();
      newest.code_id = newest_of_moment.integer(0);
      newest.assisted = newest_of_moment.integer(1) != 0;
      withdrawn = newest_of_moment.integer(2) != 0;
    }
    if (!withdrawn) take(newest);
  };
  while (query.step()) {
    const std::int64_t issue_id = query.integer(0);
    const std::int64_t rater_id = query.integer(1);
    const bool is_same = !is_first && issue_id == newest.issue_id && rater_id == newest.rater_id;
    if (!is_same) take_newest();
    shares_moment = is_same && query.view(2) == moment;
    newest = {issue_id, rater_id, query.integer(3), query.integer(4) != 0};
    withdrawn = query.integer(5) != 0;
    dimension_id = query.integer(6);
    moment.assign(query.view(2));
    is_first = false;
  }
  take_newest();
}

}  // namespace faultline::data
