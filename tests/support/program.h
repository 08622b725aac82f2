#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace faultline::test {

/// How a run of the program ended, and what it printed.
struct ProgramResult {
  int exit_code = -1;  ///< 128 + N where signal N ended it
  std::string out;
  std::string err;
};

struct ProgramOptions {
  std::filesystem::path folder = ".";  ///< where it runs
  std::string input = {};              ///< its standard input
  /// Added to the plain environment, in place of what has the same name there.
  std::vector<std::pair<std::string, std::string>> environment = {};
  bool as_nobody = false;  ///< without root's power over permissions; only where we are root
};

/// The environment that programs start from, as NAME=VALUE: a PATH, a fixed SOURCE_DATE_EPOCH, and
/// what the sanitizers are told of libraries' leaks.
[[nodiscard]] std::vector<std::string> plain_environment();

/// Runs the built `faultline` and waits for its end.
[[nodiscard]] ProgramResult run_faultline(const std::vector<std::string>& arguments,
                                          const ProgramOptions& options = {});

/// Runs any program, found by PATH or given as a path.
[[nodiscard]] ProgramResult run_program(const std::string& program,
                                        const std::vector<std::string>& arguments,
                                        const ProgramOptions& options = {});

}  // namespace faultline::test
