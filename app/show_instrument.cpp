#include "app/commands.h"
#include "survey/instrument.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const std::string name =
      arguments.positional().empty() ? "onnx-interoperability" : arguments.positional().front();
  world.out << survey::builtin_instrument(name);
  return ExitCode::kDone;
}

}  // namespace

Command show_instrument_command() {
  return {.name = "show instrument",
          .arguments = "[INSTRUMENT]",
          .least_arguments = 0,
          .most_arguments = 1,
          .about = "print a built-in survey instrument",
          .details =
              "An instrument says what a survey asked: questions, options with their other names,\n"
              "consent and screening, the table that a question feeds, and the themes of open\n"
              "questions. The printed TOML is the start of one of your own.",
          .example = "faultline show instrument > my-instrument.toml",
          .options = {},
          .run = run};
}

}  // namespace faultline::app
