#include "base/temporary_folder.h"

#include <doctest/doctest.h>

#include "base/file.h"

using faultline::TemporaryFolder;

TEST_CASE("a temporary folder is new and goes with all that is in it") {
  std::filesystem::path path;
  {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    path = folder.path();
    CHECK(path != other.path());
    CHECK(std::filesystem::is_empty(path));
    faultline::write_file(path / "within" / "file", "content");
  }

  CHECK_FALSE(std::filesystem::exists(path));
}
