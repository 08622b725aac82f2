#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

/// @throws Error (input) for a name that could not be typed or told from others
void check_name(std::string_view name, const std::vector<std::string>& known) {
  if (trim(name).empty()) throw Error("a rater needs a name");
  if (name.find(',') != std::string_view::npos || printable(name) != name) {
    throw Error(fmt::format("'{}' cannot be a rater's name", printable(name)))
        .because("commands list raters with commas between them, on one line")
        .help("leave out commas and control characters");
  }
  if (name == data::kConsensusRater) {
    throw Error("'consensus' is not a person")
        .help("`faultline adjudicate` makes its labels, where raters disagree");
  }
  for (const std::string& other : known) {
    if (other == name || taxonomy::folded(other) != taxonomy::folded(name)) continue;
    throw Error(fmt::format("'{}' is too much like the rater '{}'", name, other))
        .help("use that name, or one that cannot be taken for it");
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::string name(trim(arguments.positional().front()));
  const std::vector<std::string> known = data::raters(study.database);
  check_name(name, known);
  const bool is_new = std::find(known.begin(), known.end(), name) == known.end();
  study.database.transaction(
      [&] { static_cast<void>(data::find_or_add_rater(study.database, name)); });
  if (arguments.has("quiet")) return ExitCode::kDone;
  if (is_new) {
    world.out << fmt::format("{} is a rater now\n", printable(name));
  } else {
    world.out << fmt::format("{} is a rater already\n", printable(name));
  }
  return ExitCode::kDone;
}

}  // namespace

Command rater_add_command() {
  return {.name = "rater add",
          .arguments = "RATER",
          .least_arguments = 1,
          .most_arguments = 1,
          .about = "add a rater",
          .details = "Raters whose labels are imported are added by the import.",
          .example = "faultline rater add ana",
          .options = {},
          .run = run};
}

}  // namespace faultline::app
