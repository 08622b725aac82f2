#pragma once

#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

#include "base/clock.h"
#include "reports/write_terminal.h"

namespace faultline::app {

/// Everything outside the program that a command may touch; main() makes the real one.
struct World {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  const Clock& clock;
  std::filesystem::path current_folder;
  /// How standard output and standard error are drawn: colour only where they are terminals.
  reports::TerminalStyle out_style;
  reports::TerminalStyle err_style;
  bool err_is_terminal = false;
  /// A variable of the environment; no value where it is not set.
  std::function<std::optional<std::string>(const std::string& name)> environment =
      [](const std::string&) { return std::optional<std::string>(); };
};

}  // namespace faultline::app
