#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/completion.h"
#include "app/manual.h"
#include "base/error.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"

namespace faultline::app {

namespace {

const Command& named_command(const std::string& name) {
  const auto found = std::ranges::find(commands(), name, &Command::name);
  if (found != commands().end()) return *found;
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  Error unknown(fmt::format("'{}' is not a command", name));
  if (const auto meant = nearest(name, names)) {
    unknown.help(fmt::format("the nearest one is `faultline show manual {}`", *meant));
  }
  throw unknown.help("`faultline --help` lists the commands");
}

ExitCode run(World& world, const Arguments& arguments) {
  if (const auto folder = arguments.text("out")) {
    const std::filesystem::path out = world.current_folder / *folder;
    std::filesystem::create_directories(out);
    write_file(out / "faultline.1", manual_of_program());
    for (const Command& command : commands()) {
      write_file(out / (manual_name(command) + ".1"), manual_of_command(command));
    }
  } else if (arguments.positional().empty()) {
    world.out << manual_of_program();
  } else {
    world.out << manual_of_command(named_command(join(arguments.positional(), " ")));
  }
  return ExitCode::kDone;
}

}  // namespace

Command show_manual_command() {
  constexpr std::size_t kMostWords = 3;
  return {
      .name = "show manual",
      .arguments = kCommandArgument,
      .least_arguments = 0,
      .most_arguments = kMostWords,
      .about = "print a page of the manual, for man",
      .details =
          "Without a command, the page is that of the program. Where faultline is "
          "installed, `man faultline` and `man faultline-label-import` show the pages.",
      .example =
          "faultline show manual label import > label-import.1   # then: man -l label-import.1\n"
          "faultline show manual --out manual                    # every page, each in a file",
      .options = {{"out", "DIR", "write every page into this folder instead"}},
      .run = run};
}

}  // namespace faultline::app
