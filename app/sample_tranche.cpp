#include <fmt/format.h>

#include "app/commands.h"
#include "app/drawing.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "collectors/screening/sample.h"

namespace faultline::app {

namespace {

data::SampleKind parse_kind(const std::string& text) {
  if (text == data::id_of(data::SampleKind::kOverlap)) return data::SampleKind::kOverlap;
  if (text == data::id_of(data::SampleKind::kDrift)) return data::SampleKind::kDrift;
  throw Error(fmt::format("'{}' is not a kind of tranche", text)).help("it can be: overlap, drift");
}

ExitCode run(World& world, const Arguments& arguments) {
  const auto size = arguments.positive("size");
  if (!size) {
    throw Error("`faultline sample tranche` needs --size")
        .help("`faultline sample tranche --help` shows how to use it");
  }
  const collectors::TrancheRequest request{
      .kind = parse_kind(arguments.text("kind").value_or("overlap")),
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
                  {"kind", "KIND", "overlap (which it is where nothing is said) or drift"},
                  {"name", "NAME", "what it is called; else its kind, with a number if need be"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
