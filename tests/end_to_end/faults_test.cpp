#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <thread>

#include "base/file.h"
#include "support/program.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

using faultline::read_file;
using faultline::write_file;
using faultline::test::run_faultline;
using faultline::test::SmallDisk;
using faultline::test::TemporaryFolder;

namespace {

/// A CSV that labels issues `first` to `first + count - 1`.
std::string many_labels(int first, int count) {
  std::string csv = "repository,issue,stage,symptom,cause\n";
  for (int i = first; i < first + count; ++i) {
    csv += fmt::format("pytorch/pytorch,{},node-conversion,crash,typo\n", i);
  }
  return csv;
}

}  // namespace

TEST_CASE("a full disk is told, and what was committed before is kept") {
  const SmallDisk disk("1m");
  if (!disk.mounted()) {
    std::cout << "skipped: mounting a small disk needs root\n";
    return;
  }
  const TemporaryFolder elsewhere;
  write_file(elsewhere.path() / "few.csv", many_labels(1, 10));
  write_file(elsewhere.path() / "many.csv", many_labels(100, 50'000));
  REQUIRE(run_faultline({"init", "."}, {.folder = disk.path()}).exit_code == 0);
  const auto import = [&](const char* name) {
    return run_faultline({"label", "import", (elsewhere.path() / name).string(), "--rater", "ana"},
                         {.folder = disk.path()});
  };
  REQUIRE(import("few.csv").exit_code == 0);

  const auto result = import("many.csv");

  CHECK(result.exit_code == 1);
  CHECK(result.err.find("the disk is full") != std::string::npos);
  const auto status = run_faultline({"status"}, {.folder = disk.path()});
  CHECK(status.exit_code == 0);
  CHECK(status.out.find("ana: 10 issues, 30 labels") != std::string::npos);
}

TEST_CASE("two programs that write at once both get their labels in") {
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"init", "."}, {.folder = folder.path()}).exit_code == 0);
  write_file(folder.path() / "a.csv", many_labels(1, 5'000));
  write_file(folder.path() / "b.csv", many_labels(3'000, 5'000));
  int exit_codes[2] = {-1, -1};
  const auto import = [&](int which, const char* file, const char* rater) {
    exit_codes[which] =
        run_faultline({"label", "import", file, "--rater", rater}, {.folder = folder.path()})
            .exit_code;
  };

  std::thread first(import, 0, "a.csv", "ana");
  std::thread second(import, 1, "b.csv", "ben");
  first.join();
  second.join();

  CHECK(exit_codes[0] == 0);
  CHECK(exit_codes[1] == 0);
  const auto status = run_faultline({"status"}, {.folder = folder.path()});
  CHECK(status.out.find("ana: 5000 issues, 15000 labels") != std::string::npos);
  CHECK(status.out.find("ben: 5000 issues, 15000 labels") != std::string::npos);
}

TEST_CASE("a study in a folder that may not be written can be read, and says so when written") {
  if (::getuid() != 0) {
    std::cout << "skipped: changing to another user needs root\n";
    return;
  }
  const TemporaryFolder folder;
  REQUIRE(run_faultline({"init", "."}, {.folder = folder.path()}).exit_code == 0);
  using std::filesystem::perms;
  std::filesystem::permissions(folder.path(),
                               perms::owner_all | perms::others_read | perms::others_exec);
  for (const char* name : {"study.toml", "study.db"}) {
    std::filesystem::permissions(folder.path() / name, perms::owner_read | perms::others_read);
  }

  const auto read = run_faultline({"status"}, {.folder = folder.path(), .as_nobody = true});
  const auto write = run_faultline({"label", "set", "tf2onnx#1", "stage=export", "--rater", "ana"},
                                   {.folder = folder.path(), .as_nobody = true});

  CHECK(read.exit_code == 0);
  CHECK(write.exit_code == 1);
  CHECK(write.err.find("cannot be written") != std::string::npos);
}

TEST_CASE("output that cannot be written is told") {
  const auto result = faultline::test::run_program(
      "sh", {"-c", std::string(FAULTLINE_PROGRAM) + " show codebook > /dev/full"});

  CHECK(result.exit_code == 1);
  CHECK(result.err.find("the output could not be written") != std::string::npos);
}
