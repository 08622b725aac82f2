#include "data/zip_archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <array>
#include <fstream>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace faultline::data {

namespace {

Error damaged(const std::string& archive, std::string reason) {
  return Error("the workbook is damaged")
      .at(archive)
      .because(std::move(reason))
      .help("get or export it again; a download may have broken off");
}

std::string libzip_reason(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  return reason;
}

/// Refuses what is no archive by how it begins, so that the message can say what it is instead.
void check_beginning(const std::filesystem::path& path) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown)) {
    throw Error("the workbook cannot be read")
        .at(path.string())
        .because(std::filesystem::exists(path, unknown) ? "it is not a file"
                                                        : "there is no such file")
        .help("check the path");
  }
  constexpr std::string_view kOleMagic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  std::array<char, kOleMagic.size()> bytes{};
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    throw Error("the workbook cannot be read").at(path.string()).help("check its permissions");
  }
  stream.read(bytes.data(), bytes.size());
  const std::string_view beginning(bytes.data(), static_cast<std::size_t>(stream.gcount()));
  if (beginning == kOleMagic) {
    throw Error("the file is not an .xlsx workbook")
        .at(path.string())
        .because("it is an old .xls workbook, or one that is protected by a password")
        .help("open it in a spreadsheet program and save it as .xlsx without a password");
  }
  if (!beginning.starts_with("PK")) {
    throw Error("the file is not an .xlsx workbook")
        .at(path.string())
        .because(beginning.empty() ? "it is empty" : "it does not begin as a zip archive does")
        .help("save it as .xlsx; a .csv file must keep that ending");
  }
}

struct CloseEntry {
  void operator()(zip_file* file) const { zip_fclose(file); }
};

std::optional<std::size_t> locate(zip* archive, const std::string& entry) {
  zip_int64_t index = zip_name_locate(archive, entry.c_str(), ZIP_FL_ENC_GUESS);
  if (index < 0) index = zip_name_locate(archive, entry.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return std::nullopt;
  return static_cast<std::size_t>(index);
}

}  // namespace

void ZipArchive::Discard::operator()(zip* archive) const { zip_discard(archive); }

ZipArchive::ZipArchive(const std::filesystem::path& path, const ZipLimits& limits)
    : name_(path.string()), limits_(limits) {
  check_beginning(path);
  int code = ZIP_ER_OK;
  archive_.reset(zip_open(name_.c_str(), ZIP_RDONLY, &code));
  if (!archive_) throw damaged(name_, fmt::format("zip: {}", libzip_reason(code)));
  const auto entries = static_cast<std::size_t>(zip_get_num_entries(archive_.get(), 0));
  if (entries > limits_.entries) {
    throw Error("the workbook has too many parts")
        .at(name_)
        .because(fmt::format("it has {}; at most {} are accepted", entries, limits_.entries))
        .help("save it again in a spreadsheet program");
  }
}

bool ZipArchive::contains(const std::string& entry) const {
  return locate(archive_.get(), entry).has_value();
}

std::string ZipArchive::read(const std::string& entry) {
  const auto index = locate(archive_.get(), entry);
  if (!index) {
    throw Error("the workbook lacks a part")
        .at(name_)
        .because(fmt::format("there is no '{}' in it", entry))
        .help("save it again as .xlsx in a spreadsheet program");
  }
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_.get(), *index, 0, &stat) != 0) {
    throw damaged(name_, fmt::format("'{}': {}", entry, zip_strerror(archive_.get())));
  }
  constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
  if ((stat.valid & kNeeded) != kNeeded) {
    throw damaged(name_, fmt::format("'{}' has no size", entry));
  }
  if (stat.encryption_method != ZIP_EM_NONE) {
    throw Error("the workbook is encrypted")
        .at(name_)
        .because(fmt::format("its part '{}' needs a password", entry))
        .help("save it without a password");
  }
  check_limits(entry, stat.size, stat.comp_size);
  return unpack(entry, *index, stat.size);
}

void ZipArchive::check_limits(const std::string& entry, std::size_t unpacked,
                              std::size_t packed) const {
  if (unpacked > limits_.unpacked - unpacked_) {
    throw Error("the workbook is too large")
        .at(name_)
        .because(fmt::format("with '{}' ({} bytes) more than {} bytes would be unpacked", entry,
                             unpacked, limits_.unpacked))
        .help("save the sheet as CSV, or split the workbook");
  }
  if (unpacked / limits_.ratio > packed || (packed == 0 && unpacked > 0)) {
    throw Error("the workbook is packed too densely to be genuine")
        .at(name_)
        .because(fmt::format("'{}' would grow from {} to {} bytes, more than {} times", entry,
                             packed, unpacked, limits_.ratio))
        .help("if you trust it, save it again in a spreadsheet program, or as CSV");
  }
}

std::string ZipArchive::unpack(const std::string& entry, std::size_t index, std::size_t size) {
  const std::unique_ptr<zip_file, CloseEntry> file(zip_fopen_index(archive_.get(), index, 0));
  if (!file) {
    throw damaged(name_, fmt::format("'{}': {}", entry, zip_strerror(archive_.get())));
  }
  // The content grows with what really comes, not with the size that the archive claims.
  std::string content;
  constexpr std::size_t kChunk = 64UL * 1024;
  std::array<char, kChunk> chunk{};
  for (;;) {
    const zip_int64_t length = zip_fread(file.get(), chunk.data(), chunk.size());
    if (length < 0) {
      throw damaged(name_, fmt::format("'{}': {}", entry, zip_file_strerror(file.get())));
    }
    if (length == 0) break;
    content.append(chunk.data(), static_cast<std::size_t>(length));
    if (content.size() > size) break;
  }
  if (content.size() != size) {
    throw damaged(name_, fmt::format("'{}' does not have the size that it claims", entry));
  }
  unpacked_ += size;
  return content;
}

}  // namespace faultline::data
