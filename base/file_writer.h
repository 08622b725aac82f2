#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace faultline {

/// Writes a file piece by piece, whole or not at all: into a new file beside it, which takes its
/// place only with commit(). Without it, the new file is removed and the old one stays as it was.
/// For content that is too large to be held as a whole; else see write_file().
class FileWriter {
 public:
  /// Creates missing folders above the file.
  /// @throws Error (failure) naming the file and the system's reason, as the other functions do
  explicit FileWriter(std::filesystem::path path);
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  ~FileWriter();

  void write(std::string_view content);

  /// Flushes what was written to the disk and puts it in the place of what the file held before.
  void commit();

 private:
  [[noreturn]] void fail() const;
  void write_through(std::string_view content);

  std::filesystem::path path_;
  std::filesystem::path beside_;
  int descriptor_ = -1;
  std::string buffer_;
  bool committed_ = false;
};

}  // namespace faultline
