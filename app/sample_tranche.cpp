#include "app/commands.h"
#include "app/drawing.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "collectors/screening/sample.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const auto size = arguments.positive("size");
  if (!size) {
    throw Error("`faultline sample tranche` needs --size")
        .help("`faultline sample tranche --help` shows how to use it");
  }
  const bool is_drift = arguments.text("kind") == data::id_of(data::SampleKind::kDrift);
  const collectors::TrancheRequest request{
      .kind = is_drift ? data::SampleKind::kDrift : data::SampleKind::kOverlap,
      .size = *size,
      .name = arguments.text("name")};
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  print_drawing(world, arguments,
                collectors::draw_tranche(study.database, study.file, request, world.clock.now()),
                {});
  return ExitCode::kDone;
}

}  // namespace

Command sample_tranche_command() {
  return {
      .name = "sample tranche",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "draw a part of the sample that is labelled twice",
      .details =
          "A second rater labels an overlap, to measure agreement; a rater labels a drift\n"
          "tranche again later, to see whether they still judge alike. Each converter has its\n"
          "share; no issue is in two tranches.",
      .example = "faultline sample tranche --size 20 --kind drift",
      .options = {{"size", "N", "how many issues"},
                  {"kind", "overlap|drift", "what it is for; else overlap"},
                  {"name", "NAME", "what it is called; else its kind, with a number if need be"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
