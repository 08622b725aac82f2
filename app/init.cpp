#include <fmt/format.h>

#include "app/commands.h"
#include "app/study.h"
#include "base/text.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const std::string& name = arguments.positional().front();
  const std::filesystem::path folder = world.current_folder / name;
  NewStudy made(
      folder,
      new_protocol(folder,
                   arguments.text("template").value_or(std::string(data::kDefaultTemplate))));
  static_cast<void>(made.finish());
  if (!arguments.has("quiet")) {
    world.out << fmt::format(
        "The study {0} is made: {0}/study.toml says what is studied, {0}/study.db will hold it.\n"
        "Next: look at study.toml, then `cd {1}` and `faultline status`.\n",
        printable(name), shell_word(printable(name)));
  }
  return ExitCode::kDone;
}

}  // namespace

Command init_command() {
  return {
      .name = "init",
      .arguments = "DIR",
      .least_arguments = 1,
      .most_arguments = 1,
      .about = "write a new study into a folder",
      .details =
          "The folder gets a study.toml with the published study's protocol, to be "
          "changed as needed, and an empty database. Four more converters are ready in it, "
          "commented out. A study.toml that is in the folder already is kept, and gets its "
          "database.",
      .example = "faultline init mystudy",
      .options = {{"template", "TEMPLATE",
                   "the protocol to start from: onnx-converters (the one without this option)"}},
      .run = run};
}

}  // namespace faultline::app
