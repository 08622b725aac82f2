#include "base/file_writer.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "support/temporary_folder.h"

namespace faultline {

namespace {

std::ptrdiff_t files_in(const std::filesystem::path& folder) {
  const std::filesystem::directory_iterator files(folder);
  return std::distance(begin(files), end(files));
}

}  // namespace

TEST_CASE("pieces of any size stand in the file in their order, once they are committed") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "new" / "a.txt";
  std::string expected;
  FileWriter file(path);

  for (const std::size_t size : {1UL, 0UL, 70'000UL, 65'535UL, 2UL, 65'536UL, 3UL}) {
    const std::string piece(size, static_cast<char>('a' + expected.size() % 26));
    file.write(piece);
    expected += piece;
  }
  CHECK_FALSE(std::filesystem::exists(path));
  file.commit();

  CHECK(read_file(path) == expected);
  CHECK(files_in(path.parent_path()) == 1);
}

TEST_CASE("a file that is not committed keeps what it held, and nothing is left beside it") {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "a.txt", "old");

  { FileWriter(folder.path() / "a.txt").write("new"); }

  CHECK(read_file(folder.path() / "a.txt") == "old");
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a link of the name under which a file is written first is not followed") {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "victim", "mine");
  std::filesystem::create_symlink(folder.path() / "victim",
                                  folder.path() / fmt::format("a.txt.{}.new", ::getpid()));

  write_file(folder.path() / "a.txt", "text");

  CHECK(read_file(folder.path() / "victim") == "mine");
  CHECK(read_file(folder.path() / "a.txt") == "text");
}

}  // namespace faultline
