#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/error.h"
#include "reports/tables/tables.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  reports::TableRequest request = table_request(study, arguments);
  if (request.model_sets.size() == 1) {
    throw Error("a coverage takes two sets: models, and the models of tests")
        .help("name them as --sets mismatched,tests");
  }
  print_table(world, arguments, reports::build_table("coverage", request));
  return ExitCode::kDone;
}

}  // namespace

Command models_coverage_command() {
  return {
      .name = "models coverage",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "list operators and their combinations that no test model has",
      .details =
          "What the first set's models have and no model of the last set: operators, pairs and\n"
          "triples of operators along a path, the most common ones first.",
      .example = "faultline models coverage --sets mismatched,tests",
      .options = {{"sets", "SET,SET", "models and test models; else mismatched,tests"},
                  kFormatOption,
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
