#pragma once

#include <ostream>

#include "app/command.h"
#include "base/error.h"
#include "reports/write_terminal.h"

namespace faultline::app {

/// Prints an error for people: what was wrong, where, why, what to do. Whatever it quotes is made
/// safe for the terminal.
void print_error(std::ostream& out, const Error& error, const reports::TerminalStyle& style);

[[nodiscard]] ExitCode exit_code(ErrorKind kind);

}  // namespace faultline::app
