#include "data/zip_writer.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <memory>

#include "base/error.h"

namespace faultline::data {

namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

Error not_written(const std::filesystem::path& path, std::string reason) {
  return Error("the archive could not be written", ErrorKind::kFailure)
      .at(path.string())
      .because(std::move(reason))
      .help("check that the folder is there, that you may write to it, and that the disk has room");
}

Archive open_archive(const std::filesystem::path& path) {
  int code = ZIP_ER_OK;
  Archive archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw not_written(path, reason);
}

}  // namespace

void write_zip(const std::filesystem::path& path, std::span<const ZipMember> members) {
  constexpr zip_uint16_t kNewYear1980 = (1U << 5U) | 1U;  // year - 1980, month, day
  constexpr zip_uint32_t kPermissions = (S_IFREG | 0644U) << 16U;
  constexpr zip_uint32_t kBestCompression = 9;
  Archive archive = open_archive(path);
  for (const ZipMember& member : members) {
    const auto check = [&](bool is_done) {
      if (!is_done) {
        throw not_written(path, fmt::format("'{}': {}", member.name, zip_strerror(archive.get())));
      }
    };
    zip_source_t* source = zip_source_file(archive.get(), member.file.c_str(), 0, 0);
    check(source != nullptr);
    const zip_int64_t added =
        zip_file_add(archive.get(), member.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (added < 0) zip_source_free(source);
    check(added >= 0);
    const auto index = static_cast<zip_uint64_t>(added);
    check(zip_set_file_compression(archive.get(), index, ZIP_CM_DEFLATE, kBestCompression) == 0);
    check(zip_file_set_dostime(archive.get(), index, 0, kNewYear1980, 0) == 0);
    check(zip_file_set_external_attributes(archive.get(), index, 0, ZIP_OPSYS_UNIX, kPermissions) ==
          0);
  }
  if (zip_close(archive.get()) != 0) throw not_written(path, zip_strerror(archive.get()));
  static_cast<void>(archive.release());
}

}  // namespace faultline::data
