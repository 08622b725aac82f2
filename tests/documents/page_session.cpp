#include "documents/page_session.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace faultline::test {

namespace {

/// What a reader has before the first command.
constexpr std::string_view kBeginning = R"sh(
set -e -o pipefail
faultline() {
  export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 60))
  case "$*" in
    *--replay*|*--help*) command faultline "$@" ;;
    collect*|"opsets collect"*) command faultline "$@" --base-url "$GITHUB_OF_THE_TESTS" ;;
    *) command faultline "$@" ;;
  esac
}
)sh";

std::filesystem::path output_file(const std::filesystem::path& folder, std::size_t block) {
  return folder / fmt::format("{}.txt", block);
}

/// The folder is another one in each run; a reader's would be in their home.
std::string without_folder(std::string text, const std::string& folder) {
  constexpr std::string_view kHome = "/home/ana";
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at)) {
    text.replace(at, folder.size(), kHome);
  }
  return text;
}

std::string script_of(const Page& page, const std::filesystem::path& outputs) {
  std::string script(kBeginning);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (block.language != "sh" || block.not_run) continue;
    script += "exec > " + shell_word(output_file(outputs, i).string()) + " 2>&1\n" + block.text;
  }
  return script;
}

}  // namespace

PageRun run_page(const Page& page, const std::filesystem::path& folder,
                 const std::string& github_url) {
  const TemporaryFolder files;
  write_file(files.path() / "page.sh", script_of(page, files.path()));
  const std::string programs = std::filesystem::path(FAULTLINE_PROGRAM).parent_path().string();
  const ProgramResult result =
      run_program("timeout", {"200", "bash", (files.path() / "page.sh").string()},
                  {.folder = folder,
                   .environment = {{"PATH", programs + ":/usr/local/bin:/usr/bin:/bin"},
                                   {"HOME", folder.string()},
                                   {"GITHUB_TOKEN", "of-the-tests"},
                                   {"GITHUB_OF_THE_TESTS", github_url}}});
  PageRun run;
  const Block* last = nullptr;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    run.outputs.emplace_back();
    if (block.language != "sh") continue;
    if (block.not_run) {
      run.not_run.push_back(fmt::format("line {}: {}", block.line, *block.not_run));
    } else if (std::filesystem::exists(output_file(files.path(), i))) {
      run.outputs.back() = without_folder(read_file(output_file(files.path(), i)), folder.string());
      last = &block;
      ++run.run;
    }
  }
  if (result.exit_code != 0) {
    const std::size_t place =
        last == nullptr ? 0 : static_cast<std::size_t>(last - page.blocks.data());
    run.failure =
        fmt::format("{}:{}: exit code {}\n{}{}", page.name, last == nullptr ? 0 : last->line,
                    result.exit_code, last == nullptr ? "" : run.outputs[place], result.err);
  }
  return run;
}

}  // namespace faultline::test
