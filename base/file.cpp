#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>
#include <vector>

#include "base/error.h"

namespace faultline {

namespace {

std::string reason(int error_number) { return std::generic_category().message(error_number); }

/// A file descriptor that closes itself and removes its file unless the file was kept.
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path) : path_(std::move(path)) {
    constexpr mode_t kReadableByAll = 0666;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open(2) is declared so
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadableByAll);
    if (descriptor_ < 0) fail();
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
  }

  void write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = ::write(descriptor_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void keep_as(const std::filesystem::path& target) {
    if (::fsync(descriptor_) != 0) fail();
    if (::rename(path_.c_str(), target.c_str()) != 0) fail();
    kept_ = true;
  }

 private:
  [[noreturn]] void fail() const {
    throw Error("the file could not be written; what it held before is unchanged",
                ErrorKind::kFailure)
        .at(path_.string())
        .because(reason(errno))
        .help("see that the folder may be written to and that the disk has room, then try again");
  }

  std::filesystem::path path_;
  int descriptor_ = -1;
  bool kept_ = false;
};

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::error_code ignored;
  const bool folder = std::filesystem::is_directory(path, ignored);
  if (!stream || folder) {
    throw Error("the file cannot be read")
        .at(path.string())
        .because(folder ? "it is a folder" : reason(errno))
        .help("check the path and the permissions");
  }
  std::string content;
  const std::uintmax_t size = std::filesystem::file_size(path, ignored);
  if (!ignored) content.reserve(size);
  constexpr std::size_t kBlock = 64UL * 1024;
  std::vector<char> block(kBlock);
  do {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    content.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  } while (stream);
  if (stream.bad()) {
    throw Error("the file cannot be read to its end", ErrorKind::kFailure)
        .at(path.string())
        .because(reason(errno));
  }
  return content;
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) {
    throw Error("the folder could not be made", ErrorKind::kFailure)
        .at(path.parent_path().string())
        .because(error.message());
  }
  std::filesystem::path beside = path;
  beside += fmt::format(".{}.new", ::getpid());
  NewFile file(beside);
  file.write(content);
  file.keep_as(path);
}

}  // namespace faultline
