#include "base/file_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/error.h"

namespace faultline {

namespace {

constexpr std::size_t kBuffered = 64UL * 1024;

void create_folder_of(const std::filesystem::path& path) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (!error) return;
  throw Error("the folder could not be made", ErrorKind::kFailure)
      .at(path.parent_path().string())
      .because(error.message());
}

}  // namespace

FileWriter::FileWriter(std::filesystem::path path) : path_(std::move(path)), beside_(path_) {
  create_folder_of(path_);
  beside_ += fmt::format(".{}.new", ::getpid());
  constexpr mode_t kReadableByAll = 0666;
  ::unlink(beside_.c_str());  // a link of this name, in a stranger's folder, is not followed
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open(2) is declared so
  descriptor_ = ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kReadableByAll);
  if (descriptor_ < 0) fail();
}

FileWriter::~FileWriter() {
  ::close(descriptor_);
  if (!committed_) ::unlink(beside_.c_str());
}

void FileWriter::write(std::string_view content) {
  if (buffer_.size() + content.size() > kBuffered) {
    write_through(buffer_);
    buffer_.clear();
  }
  if (content.size() > kBuffered) return write_through(content);
  buffer_ += content;
}

void FileWriter::write_through(std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor_, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void FileWriter::commit() {
  write_through(buffer_);
  if (::fsync(descriptor_) != 0) fail();
  if (::rename(beside_.c_str(), path_.c_str()) != 0) fail();
  committed_ = true;
}

void FileWriter::fail() const {
  throw Error("the file could not be written; what it held before is unchanged",
              ErrorKind::kFailure)
      .at(path_.string())
      .because(std::generic_category().message(errno))
      .help("see that the folder may be written to and that the disk has room, then try again");
}

}  // namespace faultline
