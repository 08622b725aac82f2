#include "documents/worked_examples/long_threads_table.h"

#include "data/statement.h"

namespace faultline::reports {

Table long_threads_table(const TableRequest& request) {
  Table table{.id = "long-threads", .title = "Issues with more than ten comments"};
  table.columns = {{.id = "converter", .label = "Converter"},
                   {.id = "issues", .label = "Issues", .kind = ColumnKind::kCount},
                   {.id = "long", .label = "Long threads", .kind = ColumnKind::kCount}};
  data::Statement query(*request.database, R"sql(
    select repository.converter,
           count(issue.id),
           count(issue.id) filter (
             where (select count(*) from comment where comment.issue_id = issue.id) > 10)
    from repository
    left join issue on issue.repository_id = repository.id
    group by repository.id
    order by repository.position
  )sql");
  while (query.step()) {
    table.rows.push_back({.values = {query.text(0), query.integer(1), query.integer(2)}});
  }
  table.notes.emplace_back("Comments as `faultline collect` last read them.");
  return table;
}

}  // namespace faultline::reports
