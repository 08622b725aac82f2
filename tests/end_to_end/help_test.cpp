#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "support/golden.h"
#include "support/program.h"

using faultline::test::run_faultline;

namespace {

/// The commands that the overview lists, each as its words.
std::vector<std::vector<std::string>> listed_commands() {
  std::vector<std::vector<std::string>> commands;
  std::istringstream overview(run_faultline({"--help"}).out);
  bool in_list = false;
  for (std::string line; std::getline(overview, line);) {
    if (line == "Commands:") {
      in_list = true;
    } else if (in_list && line.empty()) {
      break;
    } else if (in_list) {
      constexpr std::size_t kNameWidth = 20;
      std::istringstream name(line.substr(2, kNameWidth));
      commands.emplace_back();
      for (std::string word; name >> word;) commands.back().push_back(word);
    }
  }
  return commands;
}

}  // namespace

TEST_CASE("the overview and the help of every command read as they were last approved") {
  std::string help = run_faultline({"--help"}).out;

  for (std::vector<std::string> words : listed_commands()) {
    words.emplace_back("--help");
    const auto result = run_faultline(words);
    CHECK(result.exit_code == 0);
    help += "\n=====\n\n" + result.out;
  }

  faultline::check_golden(help, "end_to_end/golden/help.txt");
}

TEST_CASE("every command's help has an example") {
  const auto commands = listed_commands();
  CHECK(commands.size() > 10);

  for (std::vector<std::string> words : commands) {
    words.emplace_back("--help");
    CHECK(run_faultline(words).out.find("\nExample:\n  ") != std::string::npos);
  }
}

TEST_CASE("a mistyped command is answered with the nearest one and exit code 2") {
  const auto result = run_faultline({"lable", "import"});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("the nearest one is `faultline label import`") != std::string::npos);
}

TEST_CASE("a mistyped option is answered with the nearest one and exit code 2") {
  const auto result = run_faultline({"reproduce", "--stric"});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("the nearest one is --strict") != std::string::npos);
}

TEST_CASE("the version is printed") {
  const auto result = run_faultline({"--version"});

  CHECK(result.exit_code == 0);
  CHECK(result.out.starts_with("faultline "));
}
