#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/statistics/statistics.h"
#include "base/error.h"
#include "base/text.h"
#include "data/parse_json.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.positional().empty()) {
    world.out << "Statistics that `faultline stat STATISTIC` computes:\n";
    for (const std::string& name : statistic_names()) world.out << "  " << name << "\n";
    return ExitCode::kDone;
  }
  check_statistic_name(arguments.positional().front());
  const std::string text{std::istreambuf_iterator<char>(world.in), {}};
  const nlohmann::json inputs = data::parse_json(text);
  if (inputs.is_discarded()) {
    throw Error("standard input is not JSON").help("`faultline stat --help` shows an example");
  }
  world.out << compute_statistic(arguments.positional().front(), inputs).dump(2) << "\n";
  return ExitCode::kDone;
}

}  // namespace

Command stat_command() {
  return {
      .name = "stat",
      .arguments = "[STATISTIC]",
      .least_arguments = 0,
      .most_arguments = 1,
      .about = "compute one statistic from JSON on standard input, or list them",
      .details = "So that any number of a table can be redone by hand. What is undefined is null.",
      .example = "echo '{\"x\": 148, \"n\": 200}' | faultline stat proportion_ci",
      .options = {},
      .run = run};
}

}  // namespace faultline::app
