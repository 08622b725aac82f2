#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "documents/markdown_page.h"

namespace faultline::test {

/// What became of the shell blocks of a page.
struct PageRun {
  std::size_t run = 0;                 ///< blocks that were run
  std::vector<std::string> not_run;    ///< "line 12: builds the program"
  std::optional<std::string> failure;  ///< the first command that failed, with its output
  std::vector<std::string> outputs;    ///< of each block of the page; empty for others than sh
};

/// Runs the page's ```sh blocks in their order in one bash, as a reader who types them does. The
/// first command that fails ends it, and so does the end of three minutes.
///
/// The shell finds the built `faultline`. Two things are arranged that a reader has without being
/// asked: GitHub with a token, which is the local server, and a clock that goes on by a minute with
/// each command.
///
/// @param folder      where it starts
/// @param github_url  of the local server
[[nodiscard]] PageRun run_page(const Page& page, const std::filesystem::path& folder,
                               const std::string& github_url);

}  // namespace faultline::test
