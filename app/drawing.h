#pragma once

#include <string>

#include "app/command.h"
#include "app/world.h"
#include "collectors/screening/sample.h"

namespace faultline::app {

/// Prints what a draw did, by converter, with notes on what is missing.
/// @param wanted  how many issues of each converter were asked for; none where that is no matter
void print_drawing(World& world, const Arguments& arguments, const collectors::Drawing& drawing,
                   std::optional<std::int64_t> wanted);

}  // namespace faultline::app
