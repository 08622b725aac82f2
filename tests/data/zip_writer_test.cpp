#include "data/zip_writer.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <zip.h>

#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "data/zip_archive.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace faultline::data {

namespace {

using test::says;
using test::TemporaryFolder;
using test::thrown_error;

using Change = std::function<void(zip_t*, zip_uint64_t)>;

/// Writes an archive with entries of any name, as no honest program does.
std::filesystem::path archive_of(const std::filesystem::path& folder,
                                 const std::vector<std::string>& names, const Change& change = {}) {
  const std::filesystem::path path = folder / "hostile.zip";
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  REQUIRE(archive != nullptr);
  for (const std::string& name : names) {
    zip_source_t* source = zip_source_buffer(archive, "x", 1, 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    REQUIRE(index >= 0);
    if (change) change(archive, static_cast<zip_uint64_t>(index));
  }
  REQUIRE(zip_close(archive) == 0);
  return path;
}

bool is_refused(const std::vector<std::string>& names, std::string_view reason,
                const Change& change = {}) {
  const TemporaryFolder folder;
  const ZipArchive archive(archive_of(folder.path(), names, change), {}, kPackage);
  const Error error = thrown_error([&] { return archive.file_names(); });
  return error.kind() == ErrorKind::kInput && says(error, reason) && says(error, "package");
}

}  // namespace

TEST_CASE("an archive of the same files has the same bytes, at any time") {
  const TemporaryFolder folder;
  write_file(folder.path() / "a", "first");
  write_file(folder.path() / "b", std::string(100'000, 'b'));
  const std::vector<ZipMember> members{{"z/first.txt", folder.path() / "a"},
                                       {"b.txt", folder.path() / "b"}};

  write_zip(folder.path() / "one.zip", members);
  ::chmod((folder.path() / "a").c_str(), 0600);
  std::filesystem::last_write_time(
      folder.path() / "a", std::filesystem::file_time_type::clock::now() + std::chrono::hours(30));
  write_zip(folder.path() / "two.zip", members);

  CHECK((read_file(folder.path() / "one.zip") == read_file(folder.path() / "two.zip")));
  ZipArchive archive(folder.path() / "one.zip", {.ratio = 2000}, kPackage);
  CHECK(archive.file_names() == std::vector<std::string>{"z/first.txt", "b.txt"});
  archive.save("z/first.txt", folder.path() / "out/of/it");
  CHECK(read_file(folder.path() / "out/of/it") == "first");
  CHECK(archive.read("b.txt").size() == 100'000);
}

TEST_CASE("an archive that cannot be written says so, and leaves none") {
  const TemporaryFolder folder;
  const std::vector<ZipMember> members{{"a", folder.path() / "missing"}};

  const Error error = thrown_error([&] { write_zip(folder.path() / "one.zip", members); });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "one.zip"));
}

TEST_CASE("names that lead out of the folder are refused before anything is unpacked") {
  for (const std::string name :
       {"../evil", "a/../../evil", "/etc/evil", "a//b", "./a", "C:/evil", "..\\evil", "a\nb"}) {
    CAPTURE(name);
    CHECK(is_refused({"good", name}, "outside"));
  }
}

TEST_CASE("links, devices, doubled names and files that are folders too are refused") {
  const auto with_mode = [](zip_uint32_t mode) {
    return [mode](zip_t* archive, zip_uint64_t index) {
      zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, mode << 16U);
    };
  };
  CHECK(is_refused({"link"}, "a link", with_mode(S_IFLNK | 0777U)));
  CHECK(is_refused({"device"}, "a link or a device", with_mode(S_IFBLK | 0666U)));
  CHECK(is_refused({"Readme", "README"}, "twice"));
  CHECK(is_refused({"a", "a/b"}, "a file and a folder"));
}

}  // namespace faultline::data
