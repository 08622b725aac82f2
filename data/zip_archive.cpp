#include "data/zip_archive.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <string_view>

#include "base/text.h"

namespace faultline::data {

namespace {

std::string libzip_reason(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  return reason;
}

/// Refuses what is no archive by how it begins, so that the message can say what it is instead.
void check_beginning(const std::filesystem::path& path, const ZipKind& kind) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown)) {
    throw Error(fmt::format("the {} cannot be read", kind.noun))
        .at(path.string())
        .because(std::filesystem::exists(path, unknown) ? "it is not a file"
                                                        : "there is no such file")
        .help("check the path");
  }
  constexpr std::string_view kOleMagic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  std::array<char, kOleMagic.size()> bytes{};
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    throw Error(fmt::format("the {} cannot be read", kind.noun))
        .at(path.string())
        .help("check its permissions");
  }
  stream.read(bytes.data(), bytes.size());
  const std::string_view beginning(bytes.data(), static_cast<std::size_t>(stream.gcount()));
  if (beginning == kOleMagic) {
    throw Error(fmt::format("the file is not {}", kind.file))
        .at(path.string())
        .because("it is an old .xls workbook, or one that is protected by a password")
        .help(std::string(kind.remedy));
  }
  if (!beginning.starts_with("PK")) {
    throw Error(fmt::format("the file is not {}", kind.file))
        .at(path.string())
        .because(beginning.empty() ? "it is empty" : "it does not begin as a zip archive does")
        .help(std::string(kind.remedy));
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

/// Whether an entry that was packed on Unix is neither a file nor a folder.
bool is_link_or_device(zip* archive, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
  constexpr zip_uint32_t kModeShift = 16;
  const auto type = (attributes >> kModeShift) & S_IFMT;
  // Programs on other systems leave the mode 0.
  return type != 0 && type != S_IFREG && type != S_IFDIR;
}

/// Whether a relative path has only plain parts: none empty, ".", "..", with a backslash, a colon
/// (a drive, or a stream of NTFS) or a control character.
bool stays_below(std::string_view path) {
  constexpr std::size_t kLongest = 1024;
  if (path.size() > kLongest || !is_utf8(path)) return false;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\\' || c == ':' || c == 0x7F) return false;
  }
  return std::ranges::all_of(split(path, '/'), [](const std::string& part) {
    return !part.empty() && part != "." && part != "..";
  });
}

}  // namespace

void ZipArchive::Discard::operator()(zip* archive) const { zip_discard(archive); }

ZipArchive::ZipArchive(const std::filesystem::path& path, const ZipLimits& limits,
                       const ZipKind& kind)
    : name_(path.string()), limits_(limits), kind_(kind) {
  check_beginning(path, kind);
  int code = ZIP_ER_OK;
  archive_.reset(zip_open(name_.c_str(), ZIP_RDONLY, &code));
  if (!archive_) throw damaged(fmt::format("zip: {}", libzip_reason(code)));
  const auto entries = static_cast<std::size_t>(zip_get_num_entries(archive_.get(), 0));
  if (entries > limits_.entries) {
    throw Error(fmt::format("the {} has too many parts", kind_.noun))
        .at(name_)
        .because(fmt::format("it has {}; at most {} are accepted", entries, limits_.entries))
        .help(std::string(kind_.remedy));
  }
}

Error ZipArchive::damaged(std::string reason) const {
  return Error(fmt::format("the {} is damaged", kind_.noun))
      .at(name_)
      .because(std::move(reason))
      .help("get or export it again; a download may have broken off");
}

bool ZipArchive::contains(const std::string& entry) const {
  return locate(archive_.get(), entry).has_value();
}

std::string ZipArchive::read(const std::string& entry) {
  std::string content;
  unpack(entry, [&](std::string_view chunk) { content += chunk; });
  return content;
}

void ZipArchive::save(const std::string& entry, const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  std::ofstream stream(path, std::ios::binary);
  unpack(entry, [&](std::string_view chunk) {
    stream.write(chunk.data(), static_cast<std::streamsize>(chunk.size()));
  });
  stream.close();
  if (!stream) {
    throw Error("a file could not be written", ErrorKind::kFailure)
        .at(path.string())
        .help("make room on the disk, or name another place with TMPDIR");
  }
}

std::vector<std::string> ZipArchive::file_names() const {
  std::vector<std::string> names;
  std::set<std::string> known;
  std::set<std::string> folders;
  const auto refuse = [&](std::string_view name, std::string_view reason) {
    return Error(fmt::format("the {} is not safe to unpack; nothing was written", kind_.noun))
        .at(name_)
        .because(fmt::format("its part '{}' {}", name, reason))
        .help("do not unpack it; ask whoever gave it to you");
  };
  const zip_int64_t entries = zip_get_num_entries(archive_.get(), 0);
  for (zip_int64_t i = 0; i < entries; ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    const char* const raw = zip_get_name(archive_.get(), index, ZIP_FL_ENC_GUESS);
    if (raw == nullptr) throw damaged("a part has no name");
    const std::string name = raw;
    if (is_link_or_device(archive_.get(), index)) {
      throw refuse(name, "is a link or a device, not a file");
    }
    const bool is_folder = name.ends_with('/');
    const std::string path = is_folder ? name.substr(0, name.size() - 1) : name;
    if (!stays_below(path)) throw refuse(name, "would be written outside of its folder");
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      folders.insert(to_lower(path.substr(0, slash)));
    }
    if (is_folder) continue;
    if (!known.insert(to_lower(path)).second) throw refuse(name, "occurs twice");
    names.push_back(path);
  }
  for (const std::string& name : known) {
    if (folders.contains(name)) throw refuse(name, "is a file and a folder");
  }
  return names;
}

void ZipArchive::check_limits(const std::string& entry, std::size_t unpacked,
                              std::size_t packed) const {
  if (unpacked > limits_.unpacked - unpacked_) {
    throw Error(fmt::format("the {} is too large", kind_.noun))
        .at(name_)
        .because(fmt::format("with '{}' ({} bytes) more than {} bytes would be unpacked", entry,
                             unpacked, limits_.unpacked))
        .help(std::string(kind_.if_large));
  }
  if (unpacked / limits_.ratio > packed || (packed == 0 && unpacked > 0)) {
    throw Error(fmt::format("the {} is packed too densely to be genuine", kind_.noun))
        .at(name_)
        .because(fmt::format("'{}' would grow from {} to {} bytes, more than {} times", entry,
                             packed, unpacked, limits_.ratio))
        .help(std::string(kind_.if_large));
  }
}

void ZipArchive::unpack(const std::string& entry,
                        const std::function<void(std::string_view)>& take) {
  const auto index = locate(archive_.get(), entry);
  if (!index) {
    throw Error(fmt::format("the {} lacks a part", kind_.noun))
        .at(name_)
        .because(fmt::format("there is no '{}' in it", entry))
        .help(std::string(kind_.remedy));
  }
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_.get(), *index, 0, &stat) != 0) {
    throw damaged(fmt::format("'{}': {}", entry, zip_strerror(archive_.get())));
  }
  constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
  if ((stat.valid & kNeeded) != kNeeded) throw damaged(fmt::format("'{}' has no size", entry));
  if (stat.encryption_method != ZIP_EM_NONE) {
    throw Error(fmt::format("the {} is encrypted", kind_.noun))
        .at(name_)
        .because(fmt::format("its part '{}' needs a password", entry))
        .help(std::string(kind_.remedy));
  }
  check_limits(entry, stat.size, stat.comp_size);

  const std::unique_ptr<zip_file, CloseEntry> file(zip_fopen_index(archive_.get(), *index, 0));
  if (!file) throw damaged(fmt::format("'{}': {}", entry, zip_strerror(archive_.get())));
  // What comes is counted, whatever size the archive claims.
  std::size_t size = 0;
  constexpr std::size_t kChunk = 64UL * 1024;
  std::array<char, kChunk> chunk{};
  for (;;) {
    const zip_int64_t length = zip_fread(file.get(), chunk.data(), chunk.size());
    if (length < 0) throw damaged(fmt::format("'{}': {}", entry, zip_file_strerror(file.get())));
    if (length == 0) break;
    size += static_cast<std::size_t>(length);
    if (size > stat.size) break;
    take({chunk.data(), static_cast<std::size_t>(length)});
  }
  if (size != stat.size) {
    throw damaged(fmt::format("'{}' does not have the size that it claims", entry));
  }
  unpacked_ += size;
}

}  // namespace faultline::data
