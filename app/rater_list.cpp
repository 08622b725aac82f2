#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "data/sample_progress.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  using reports::ColumnKind;
  reports::Table table{.id = "raters", .title = "Raters, and how many issues they labelled"};
  table.columns = {{.id = "rater", .label = "Rater"},
                   {.id = "labels", .label = "Labels", .kind = ColumnKind::kCount},
                   {.id = "issues", .label = "Issues", .kind = ColumnKind::kCount}};
  for (const data::Dimension& dimension : study.codebook.dimensions) {
    table.columns.push_back(
        {.id = dimension.id, .label = dimension.name, .kind = ColumnKind::kCount});
  }
  for (const data::RaterLabelCounts& rater :
       data::rater_label_counts(study.database, study.codebook)) {
    table.rows.push_back({.values = {rater.rater, rater.labels, rater.issues}});
    for (const std::int64_t issues : rater.dimension_issues) {
      table.rows.back().values.emplace_back(issues);
    }
  }
  table.notes.emplace_back(table.rows.empty() ? "There is none yet: `faultline rater add NAME`."
                                              : "Labels: all that were ever given. Issues: with a "
                                                "label that holds, in any dimension and in each.");
  print_table(world, arguments, table);
  return ExitCode::kDone;
}

}  // namespace

Command rater_list_command() {
  return {.name = "rater list",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "list the raters, with the issues that each labelled",
          .details = "The first of them counts in tables where there is no consensus.",
          .example = "faultline rater list",
          .options = {kFormatOption, kJsonOption},
          .run = run};
}

}  // namespace faultline::app
