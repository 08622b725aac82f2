#include "collectors/screening/sample.h"

#include "app/commands.h"
#include "app/drawing.h"
#include "app/output.h"
#include "app/study.h"

namespace faultline::app {

namespace {

/// The sample as it is: an extension to nothing.
collectors::Drawing drawn_before(Study& study) {
  return collectors::extend_sample(study.database, study.file, 0);
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::int64_t wanted = study.file.sample_per_converter;
  if (data::find_sample(study.database, data::kMainSample)) {
    print_drawing(world, arguments, drawn_before(study), wanted);
    if (!arguments.has("json") && !arguments.has("quiet")) {
      world.out
          << "The sample was drawn before and is as it was; `faultline sample extend` adds to "
             "it.\n";
    }
    return ExitCode::kDone;
  }
  print_drawing(world, arguments,
                collectors::draw_sample(study.database, study.file, world.clock.now()), wanted);
  return ExitCode::kDone;
}

}  // namespace

Command sample_command() {
  return {.name = "sample",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "draw the issues that are labelled",
          .details =
              "Draws as many issues with evidence of repair of each converter as study.toml says,\n"
              "with its seed. The same issues give the same sample, in whatever order they were\n"
              "collected. It is drawn once: later issues can only be added (`sample extend`).",
          .example = "faultline sample",
          .options = {kJsonOption},
          .run = run};
}

}  // namespace faultline::app
