#pragma once

#include <filesystem>

namespace faultline {

/// A new, empty folder for files that a program of others wants; it goes, with all that is in it,
/// when the object does. Only this user can read it.
class TemporaryFolder {
 public:
  /// @throws Error (failure) where it cannot be made
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace faultline
