#include "app/commands.h"
#include "app/label_listing.h"
#include "app/output.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  print_table(world, arguments, label_listing(study, arguments, true));
  return ExitCode::kDone;
}

}  // namespace

Command label_show_command() {
  return {.name = "label show",
          .arguments = "[ISSUE]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "print the labels that hold",
          .details = "",
          .example = "faultline label show onnx/tensorflow-onnx#1044",
          .options = {{"rater", "RATER", "only this rater's labels"}, kFormatOption, kJsonOption},
          .run = run};
}

}  // namespace faultline::app
