#pragma once

#include <sys/mount.h>

#include <filesystem>
#include <string>

#include "support/temporary_folder.h"

namespace faultline::test {

/// A small file system of its own in memory; needs root.
class SmallDisk {
 public:
  /// @param size  as tmpfs writes it: "1m"
  explicit SmallDisk(const std::string& size)
      : mounted_(::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, ("size=" + size).c_str()) ==
                 0) {}
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount(folder_.path().c_str());
  }

  /// Whether there is such a disk; without it a test is skipped.
  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  /// Gives the disk another size, with what it holds.
  /// @return whether it worked
  [[nodiscard]] bool resize(const std::string& size) {
    return ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_REMOUNT,
                   ("size=" + size).c_str()) == 0;
  }

 private:
  TemporaryFolder folder_;
  bool mounted_ = false;
};

}  // namespace faultline::test
