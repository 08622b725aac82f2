#include "base/file.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace faultline {

TEST_CASE("a file is read back as it was written, byte for byte") {
  const test::TemporaryFolder folder;
  const std::string content("line\r\n\0 \xFF end", 13);

  write_file(folder.path() / "a.bin", content);

  CHECK(read_file(folder.path() / "a.bin") == content);
}

TEST_CASE("writing makes missing folders, replaces what was there and leaves nothing beside it") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "new" / "deep" / "a.txt";

  write_file(path, "first, and longer");
  write_file(path, "second");

  CHECK(read_file(path) == "second");
  const std::filesystem::directory_iterator files(path.parent_path());
  CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE("a missing file and a folder cannot be read, and the error names them") {
  const test::TemporaryFolder folder;

  const Error missing = test::thrown_error([&] { return read_file(folder.path() / "no.txt"); });
  const Error is_folder = test::thrown_error([&] { return read_file(folder.path()); });

  CHECK(missing.kind() == ErrorKind::kInput);
  CHECK(missing.place()->file == (folder.path() / "no.txt").string());
  CHECK(test::says(missing, "No such file"));
  CHECK(is_folder.kind() == ErrorKind::kInput);
  CHECK(test::says(is_folder, "it is a folder"));
}

TEST_CASE("a file that cannot be written keeps what it held, and nothing is left beside it") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "taken" / "inside");

  const Error error = test::thrown_error([&] {
    write_file(folder.path() / "taken", "text");
    return 0;
  });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(test::says(error, "what it held before is unchanged"));
  CHECK(std::filesystem::exists(folder.path() / "taken" / "inside"));
  const std::filesystem::directory_iterator files(folder.path());
  CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE("a folder that cannot be made is an error that names it") {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "file", "text");

  const Error error = test::thrown_error([&] {
    write_file(folder.path() / "file" / "a.txt", "text");
    return 0;
  });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(test::says(error, (folder.path() / "file").string()));
}

}  // namespace faultline
