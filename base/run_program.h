#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace faultline {

/// Runs a program found in PATH, without a shell and with its error messages thrown away, and waits
/// for its end.
///
/// @param words  the program and its arguments, as they are
/// @param input  the file that it reads on standard input; nothing where none is named
/// @return what it wrote, up to 64 KiB; no value where it is not installed, fails, writes more or
///         has not ended after `limit` (it is then killed)
[[nodiscard]] std::optional<std::string> run_program(
    const std::vector<std::string>& words, std::chrono::milliseconds limit,
    const std::filesystem::path& input = "/dev/null");

}  // namespace faultline
