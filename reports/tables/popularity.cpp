#include "reports/tables/popularity.h"

#include "data/collections.h"
#include "data/issues.h"

namespace faultline::reports {

Table popularity_table(const TableRequest& request) {
  Table table{.id = "popularity", .title = "Popularity of the converters' repositories"};
  table.columns = {{.id = "converter", .label = "Converter"},
                   {.id = "repository", .label = "Repository"},
                   {.id = "stars", .label = "Stars", .kind = ColumnKind::kCount},
                   {.id = "forks", .label = "Forks", .kind = ColumnKind::kCount},
                   {.id = "closed_issues", .label = "Closed issues", .kind = ColumnKind::kCount},
                   {.id = "read_at", .label = "Read"}};
  bool any = false;
  for (const data::Repository& repository : data::repositories(*request.database)) {
    Row row{.values = {repository.converter, repository.name, Value(), Value(), Value(), Value()}};
    const auto popularity = data::latest_popularity(*request.database, repository.id);
    if (popularity) {
      row.values[2] = popularity->stars;
      row.values[3] = popularity->forks;
      row.values[4] = popularity->closed_issues;
      row.values[5] = popularity->read_at.substr(0, 10);
      any = true;
    }
    table.rows.push_back(std::move(row));
  }
  table.notes.emplace_back(any ? "Read is the day since which the numbers are as they are here."
                               : "Nothing was read from GitHub yet; `faultline collect` does it.");
  return table;
}

}  // namespace faultline::reports
