#include "reports/tables/survey_cross.h"

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  print_table(world, arguments,
              reports::survey_cross_table(table_request(study, arguments),
                                          arguments.positional()[0], arguments.positional()[1]));
  return ExitCode::kDone;
}

}  // namespace

Command survey_cross_command() {
  return {.name = "survey cross",
          .arguments = "QUESTION QUESTION",
          .least_arguments = 2,
          .most_arguments = 2,
          .about = "print any question of the survey against another one, with a test",
          .details = "",
          .example = "faultline survey cross organization-size onnx",
          .options = {{"wave", "N", "only this wave"},
                      {"rater", "RATER", "whose themes count; else the consensus, else the first"},
                      kFormatOption,
                      kJsonOption},
          .run = run};
}

}  // namespace faultline::app
