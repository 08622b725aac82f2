#include "app/commands.h"
#include "base/error.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const std::string name =
      arguments.positional().empty() ? "converter-failures" : arguments.positional().front();
  world.out << taxonomy::builtin_codebook(name);
  return ExitCode::kDone;
}

}  // namespace

Command show_codebook_command() {
  return {.name = "show codebook",
          .arguments = "[NAME]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "print a built-in codebook",
          .details =
              "The printed TOML is a file that a study can use: the start of a codebook of "
              "your own.",
          .example = "faultline show codebook > my-codebook.toml",
          .options = {},
          .run = run};
}

}  // namespace faultline::app
