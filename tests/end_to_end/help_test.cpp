#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/listed_commands.h"
#include "support/program.h"

using faultline::test::listed_commands;
using faultline::test::run_faultline;

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

TEST_CASE("a mistyped second or third word is answered with the nearest command") {
  CHECK(run_faultline({"survey", "improt"}).err.find("`faultline survey import`") !=
        std::string::npos);
  CHECK(run_faultline({"label", "sett"}).err.find("`faultline label set`") != std::string::npos);
  CHECK(run_faultline({"survey", "theme", "lst"}).err.find("`faultline survey theme list`") !=
        std::string::npos);
}

TEST_CASE("a group of commands without a second word names its commands") {
  const auto result = run_faultline({"survey", "--help"});

  CHECK(result.exit_code == 2);
  CHECK(result.err.find("survey import, survey show, survey cross") != std::string::npos);
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
