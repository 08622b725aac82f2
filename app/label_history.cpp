#include "app/commands.h"
#include "app/label_listing.h"
#include "app/output.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  print_table(world, arguments, label_listing(study, arguments, false));
  return ExitCode::kDone;
}

}  // namespace

Command label_history_command() {
  return {.name = "label history",
          .arguments = "[ISSUE]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "print all labels that were ever given, the newest last",
          .details =
              "A label marked as withdrawn took the rater's earlier one back; one marked as "
              "assisted was\nmade while suggestions were shown.",
          .example = "faultline label history onnx/tensorflow-onnx#1044 --rater ana",
          .options = {{"rater", "RATER", "only this rater's labels"}, kFormatOption, kJsonOption},
          .run = run};
}

}  // namespace faultline::app
