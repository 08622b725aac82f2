// The documents do what they say: their commands run and print what stands below them, what they
// quote is the file's, and their links lead somewhere.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "documents/markdown_page.h"
#include "documents/page_session.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/server.h"
#include "support/golden.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::Block;
using faultline::test::GithubServer;
using faultline::test::Page;
using faultline::test::PageRun;
using faultline::test::TemporaryFolder;
namespace test = faultline::test;

namespace {

constexpr const char* kTutorial = "docs/tutorial.md";

/// The GitHub that the documents are about: small, and always the same. The third repository is
/// that of the converter that is added later.
test::World small_world() {
  test::WorldSize size;
  size.seed = 7;
  size.issues = 40;
  size.comments = 12;
  size.events = 30;
  test::World world = test::generate_world(size);
  size.repositories = {"PaddlePaddle/Paddle2ONNX"};
  for (test::Repository& third : test::generate_world(size).repositories) {
    world.repositories.push_back(std::move(third));
  }
  return world;
}

bool is_renewal() {
  const char* const renew = std::getenv("FAULTLINE_RENEW_GOLDEN");
  return renew != nullptr && std::string_view(renew) == "1";
}

bool is_how_to(const std::string& name) { return name.starts_with("docs/how-to/"); }

/// The block that shows the output of the block before it, or nothing.
bool shows_output(const Page& page, std::size_t block) {
  return block > 0 && page.blocks[block].language == "text" && !page.blocks[block].from &&
         page.blocks[block - 1].language == "sh" && !page.blocks[block - 1].not_run;
}

void check_outputs(const Page& page, const PageRun& run) {
  std::string renewed = page.text;
  for (std::size_t i = page.blocks.size(); i-- > 1;) {
    if (!shows_output(page, i)) continue;
    const Block& block = page.blocks[i];
    const std::string& printed = run.outputs[i - 1];
    if (test::output_fits(block.text, printed)) continue;
    if (is_renewal()) {
      renewed.replace(block.begin, block.text.size(), printed);
    } else {
      FAIL_CHECK(page.name << ":" << block.line
                           << ": this is not what the command prints; if that is right, "
                              "FAULTLINE_RENEW_GOLDEN=1 renews the page\n"
                           << faultline::first_difference(block.text, printed));
    }
  }
  if (renewed != page.text) write_file(test::project_folder() / page.name, renewed);
}

void check_page(const std::string& name, const std::filesystem::path& folder,
                const GithubServer& github) {
  const Page page = test::read_page(name);
  const PageRun run = test::run_page(page, folder, github.base_url());
  std::string told =
      fmt::format("{}: {} blocks run, {} not run", name, run.run, run.not_run.size());
  for (const std::string& reason : run.not_run) told += "\n  " + reason;
  MESSAGE(told);
  if (run.failure) {
    FAIL_CHECK(*run.failure);
  } else {
    check_outputs(page, run);
  }
}

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

}  // namespace

TEST_CASE("the commands of the tutorial and of the how-tos behind it run and print what is shown") {
  const GithubServer github(small_world());
  const TemporaryFolder after_tutorial;

  check_page(kTutorial, after_tutorial.path(), github);

  for (const std::string& name : test::all_pages()) {
    if (!is_how_to(name)) continue;
    const TemporaryFolder folder;
    copy_folder(after_tutorial.path(), folder.path());
    check_page(name, folder.path(), github);
  }
}

TEST_CASE("the commands of the other pages run and print what is shown") {
  const GithubServer github(small_world());

  for (const std::string& name : test::all_pages()) {
    if (name == kTutorial || is_how_to(name)) continue;
    const TemporaryFolder folder;
    check_page(name, folder.path(), github);
  }
}

TEST_CASE("a page's quotation is in the file that it names, word for word") {
  std::size_t quotations = 0;
  for (const std::string& name : test::all_pages()) {
    for (const Block& block : test::read_page(name).blocks) {
      if (!block.from) continue;
      const std::string content = read_file(test::project_folder() / *block.from);
      const bool is_there = content.find(block.text) != std::string::npos;
      CHECK_MESSAGE(is_there, name << ":" << block.line << ": is not in " << *block.from);
      ++quotations;
    }
  }
  CHECK(quotations > 3);
}

TEST_CASE("the links of the pages lead to files and headings that are there") {
  for (const std::string& name : test::all_pages()) {
    for (const std::string& target : test::links(test::read_page(name))) {
      if (target.starts_with("http")) continue;
      const std::size_t hash = std::min(target.find('#'), target.size());
      const std::filesystem::path from = std::filesystem::path(name).parent_path();
      const std::filesystem::path file = hash == 0
                                             ? std::filesystem::path(name)
                                             : (from / target.substr(0, hash)).lexically_normal();
      CHECK_MESSAGE(std::filesystem::exists(test::project_folder() / file),
                    name << " links to " << target);
      if (hash == target.size() || file.extension() != ".md") continue;
      const std::vector<std::string> anchors =
          test::anchors(test::read_page(file.generic_string()));
      CHECK_MESSAGE(std::ranges::find(anchors, target.substr(hash + 1)) != anchors.end(),
                    name << " links to " << target);
    }
  }
}

TEST_CASE("a line of three points stands for lines that are not shown, and for nothing else") {
  CHECK(test::output_fits("a\n...\nd\n", "a\nb\nc\nd\n"));
  CHECK(test::output_fits("...\n", "a\n"));
  CHECK(test::output_fits("a  \n", "a\n\n"));
  CHECK(test::output_fits("p 0.08737528034076761\n", "p 0.08737528034076762\n"));
  CHECK_FALSE(test::output_fits("p 0.08737528034076761\n", "p 0.08737529034076761\n"));
  CHECK_FALSE(test::output_fits("a\n...\nd\n", "a\nb\nc\n"));
  CHECK_FALSE(test::output_fits("a\n", "a\nb\n"));
  CHECK_FALSE(test::output_fits("a\nb\n", "a\n"));
}

TEST_CASE("a page whose command fails, or prints something else, is told with its line") {
  const TemporaryFolder folder;
  Page page{.name = "page.md",
            .text = {},
            .blocks = {{.language = "sh", .text = "x=1\n", .line = 3},
                       {.language = "sh", .text = "echo \"x is $x\"\n", .line = 7},
                       {.language = "sh", .text = "false\n", .line = 9, .not_run = "it fails"},
                       {.language = "sh", .text = "echo well; false | cat\n", .line = 12},
                       {.language = "sh", .text = "echo never\n", .line = 15}}};

  const PageRun run = test::run_page(page, folder.path(), "http://127.0.0.1:1");

  REQUIRE(run.failure);
  CHECK(run.failure->starts_with("page.md:12: exit code 1\nwell\n"));
  CHECK(run.outputs[1] == "x is 1\n");
  CHECK(run.not_run == std::vector<std::string>{"line 9: it fails"});
}
