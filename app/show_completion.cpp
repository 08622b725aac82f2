#include <span>

#include "app/commands.h"
#include "base/embedded.h"

namespace faultline {

std::span<const EmbeddedFile> completion_scripts();

}  // namespace faultline

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const std::string& shell = arguments.positional().front();
  for (const EmbeddedFile& script : completion_scripts()) {
    if (script.name.ends_with("." + shell)) world.out << script.content;
  }
  return ExitCode::kDone;
}

}  // namespace

Command show_completion_command() {
  return {.name = "show completion",
          .arguments = "bash|zsh|fish",
          .least_arguments = 1,
          .most_arguments = 1,
          .about = "print the script that completes commands in a shell",
          .details =
              "The script asks the program for what fits at the cursor: commands, options, and "
              "their values, those of the study too (converters, raters, codes, issues).\n"
              "\n"
              "bash and zsh read it in a line of .bashrc or .zshrc (after compinit), fish in a "
              "file:\n"
              "\n"
              "  source <(faultline show completion bash)\n"
              "  source <(faultline show completion zsh)\n"
              "  faultline show completion fish > ~/.config/fish/completions/faultline.fish\n"
              "\n"
              "Where faultline is installed as a package, this is done.",
          .example = "faultline show completion bash > faultline.bash",
          .options = {},
          .run = run};
}

}  // namespace faultline::app
