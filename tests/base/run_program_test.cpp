#include "base/run_program.h"

#include <doctest/doctest.h>

#include <csignal>

#include "base/file.h"
#include "support/temporary_folder.h"

using faultline::run_program;

TEST_CASE("a program is run without a shell and its output read") {
  using std::chrono::seconds;

  CHECK(run_program({"printf", "%s", "a;b $HOME"}, seconds{20}) == "a;b $HOME");
  CHECK(run_program({"true"}, seconds{20}) == "");
  CHECK_FALSE(run_program({"false"}, seconds{20}).has_value());
  CHECK_FALSE(run_program({"no-such-program-here"}, seconds{20}).has_value());
  CHECK_FALSE(run_program({}, seconds{20}).has_value());
}

TEST_CASE("a program that hangs or never stops writing is killed") {
  CHECK_FALSE(run_program({"sleep", "600"}, std::chrono::milliseconds{50}).has_value());
  CHECK_FALSE(run_program({"yes"}, std::chrono::seconds{600}).has_value());
}

TEST_CASE("nothing stays of a program that is killed") {
  const faultline::test::TemporaryFolder folder;
  const std::string file = (folder.path() / "number").string();

  (void)run_program({"sh", "-c", "echo $$ > \"$0\"; exec yes", file}, std::chrono::seconds{600});

  CHECK(::kill(std::stoi(faultline::read_file(file)), 0) == -1);
}

TEST_CASE("a program that reads gets nothing to read") {
  CHECK(run_program({"cat"}, std::chrono::seconds{600}) == "");
}

TEST_CASE("a program reads the file that it is given") {
  const faultline::test::TemporaryFolder folder;
  const auto file = folder.path() / "input";
  faultline::write_file(file, "two\nlines\n");

  CHECK(run_program({"cat"}, std::chrono::seconds{600}, file) == "two\nlines\n");
  CHECK_FALSE(run_program({"cat"}, std::chrono::seconds{600}, folder.path() / "none").has_value());
}
