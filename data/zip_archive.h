#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

struct zip;

namespace faultline::data {

/// What an archive may demand at most; anything above it is refused as an attack or a mistake.
struct ZipLimits {
  std::size_t entries = 10'000;
  std::size_t unpacked = std::size_t{256} << 20U;  ///< bytes, over everything that is read
  std::size_t ratio = 200;                         ///< of one entry's unpacked to its packed bytes
};

/// A zip archive of unknown origin, for reading: nothing is written to disk, and sizes are checked
/// against the limits before and while an entry is unpacked, whatever the archive says of itself.
class ZipArchive {
 public:
  /// @throws Error (input) where the file is missing, is no zip archive (old .xls and encrypted
  ///         workbooks are named as such), is damaged, or has too many entries
  explicit ZipArchive(const std::filesystem::path& path, const ZipLimits& limits = {});

  [[nodiscard]] bool contains(const std::string& entry) const;

  /// The whole content of an entry; its name is looked up without regard to the case of letters
  /// where it does not occur as it is (part names of Office files are the same in any case).
  /// @throws Error (input) where the entry is missing, encrypted, damaged or beyond a limit
  [[nodiscard]] std::string read(const std::string& entry);

  /// What errors call the archive: the path it was opened from.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };

  void check_limits(const std::string& entry, std::size_t unpacked, std::size_t packed) const;
  [[nodiscard]] std::string unpack(const std::string& entry, std::size_t index, std::size_t size);

  std::string name_;
  ZipLimits limits_;
  std::unique_ptr<zip, Discard> archive_;
  std::size_t unpacked_ = 0;  ///< bytes read so far
};

}  // namespace faultline::data
