#include "app/commands.h"
#include "app/model_sets.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "reports/tables/tables.h"

namespace faultline::app {

namespace {

reports::Table list_of_tables() {
  reports::Table table{.id = "tables", .title = "Tables that `faultline table` prints"};
  table.columns = {{.id = "id", .label = "ID"},
                   {.id = "about", .label = "What it shows"},
                   {.id = "paper", .label = "In the published study"}};
  for (const reports::TableKind& kind : reports::table_kinds()) {
    table.rows.push_back(
        {.values = {std::string(kind.id), std::string(kind.about), std::string(kind.paper)}});
  }
  return table;
}

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.positional().empty()) {
    print_table(world, arguments, list_of_tables());
    return ExitCode::kDone;
  }
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  print_table(
      world, arguments,
      reports::build_table(arguments.positional().front(), table_request(study, arguments)));
  return ExitCode::kDone;
}

}  // namespace

Command table_command() {
  return {.name = "table",
          .arguments = "[TABLE]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "print one table, or list them all",
          .details = "",
          .example =
              "faultline table stage\n"
              "faultline table cause-symptom --format latex > cause-symptom.tex\n"
              "faultline table trend --dimension symptom",
          .options = {{"all", "", "rare codes on their own"},
                      {"rater", "RATER", "whose labels count; else the consensus, else the first"},
                      {"raters", "RATER,RATER", "whose agreement; else everybody's"},
                      {"dimension", "DIMENSION", "of the trend; else the codebook's first"},
                      {"wave", "N", "of the survey: only this wave"},
                      {"tolerance", "X", "for outcomes: above it, a difference is a mismatch"},
                      kSetsOption,
                      kFormatOption,
                      kJsonOption},
          .run = run};
}

}  // namespace faultline::app
