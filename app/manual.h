#pragma once

#include <string>

#include "app/command.h"

namespace faultline::app {

/// Pages of the manual, in the language that `man` reads (man(7)), made from what `--help` is made
/// from. The same program gives the same bytes; a page has no date but the program's version.

/// faultline(1): what the program is, its commands, exit codes, files and environment.
[[nodiscard]] std::string manual_of_program();

/// faultline-label-import(1) and so on.
[[nodiscard]] std::string manual_of_command(const Command& command);

/// The name of a command's page and, with the ending ".1", of its file: "faultline-label-import".
[[nodiscard]] std::string manual_name(const Command& command);

}  // namespace faultline::app
