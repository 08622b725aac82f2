#include "app/commands.h"
#include "app/drawing.h"
#include "app/output.h"
#include "app/study.h"
#include "collectors/screening/sample.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::int64_t wanted = arguments.positive("to").value_or(study.file.sample_per_converter);
  print_drawing(world, arguments, collectors::extend_sample(study.database, study.file, wanted),
                wanted);
  return ExitCode::kDone;
}

}  // namespace

Command sample_extend_command() {
  return {
      .name = "sample extend",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "add issues to the sample without drawing it again",
      .details =
          "Brings each converter up to a number of issues, with the seed that the sample was\n"
          "drawn with. What was sampled stays.",
      .example = "faultline sample extend --to 150",
      .options = {{"to", "N", "issues of each converter; else what study.toml says"}, kJsonOption},
      .run = run};
}

}  // namespace faultline::app
