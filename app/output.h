#pragma once

#include <string>
#include <string_view>

#include "app/command.h"
#include "app/world.h"
#include "reports/table.h"

namespace faultline::app {

/// The switch --json, as every command that prints data has it.
inline constexpr Option kJsonOption{"json", "", "print JSON"};

/// The option --format, of commands that print a table; it stands before --json.
inline constexpr Option kFormatOption{"format", "FORMAT",
                                      "terminal, markdown, csv, json, latex or html"};

/// Prints a table as --format or --json say; else aligned for the terminal.
void print_table(World& world, const Arguments& arguments, const reports::Table& table);

/// A number with its noun: "1 issue", "14 issues".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view noun);

}  // namespace faultline::app
