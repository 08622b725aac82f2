#pragma once

#include <string>
#include <vector>

#include "app/command.h"
#include "app/world.h"

namespace faultline::app {

/// Runs the program: finds the command, parses its options, runs it and prints what went wrong.
/// @param words  what was typed behind the program's name
[[nodiscard]] ExitCode run(World& world, const std::vector<std::string>& words);

}  // namespace faultline::app
