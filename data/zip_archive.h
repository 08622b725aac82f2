#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

struct zip;

namespace faultline::data {

/// What an archive may demand at most; anything above it is refused as an attack or a mistake.
struct ZipLimits {
  std::size_t entries = 10'000;
  std::size_t unpacked = std::size_t{256} << 20U;  ///< bytes, over everything that is read
  std::size_t ratio = 200;                         ///< of one entry's unpacked to its packed bytes
};

/// What errors call an archive, and what they advise.
struct ZipKind {
  std::string_view noun;      ///< "workbook"
  std::string_view file;      ///< "an .xlsx workbook"
  std::string_view remedy;    ///< how to make a sound one
  std::string_view if_large;  ///< what to do about one that is too large
};

inline constexpr ZipKind kWorkbook{
    .noun = "workbook",
    .file = "an .xlsx workbook",
    .remedy = "save it again as .xlsx in a spreadsheet program, without a password",
    .if_large = "save the sheet as CSV, or split the workbook"};
inline constexpr ZipKind kPackage{
    .noun = "package",
    .file = "a package (.zip)",
    .remedy = "get it again from where it was published; `faultline package` makes one",
    .if_large = "unpack it yourself, if you trust it, and verify the folder"};

/// A zip archive of unknown origin, for reading: only `save` writes to the disk, and sizes are
/// checked against the limits before and while an entry is unpacked, whatever the archive says of
/// itself.
class ZipArchive {
 public:
  /// @throws Error (input) where the file is missing, is no zip archive (old .xls and encrypted
  ///         workbooks are named as such), is damaged, or has too many entries
  explicit ZipArchive(const std::filesystem::path& path, const ZipLimits& limits = {},
                      const ZipKind& kind = kWorkbook);

  [[nodiscard]] bool contains(const std::string& entry) const;

  /// The whole content of an entry; its name is looked up without regard to the case of letters
  /// where it does not occur as it is (part names of Office files are the same in any case).
  /// @throws Error (input) where the entry is missing, encrypted, damaged or beyond a limit
  [[nodiscard]] std::string read(const std::string& entry);

  /// The names of all entries that are files, in the archive's order, each a plain path that stays
  /// below the folder that it is unpacked into.
  /// @throws Error (input) where a name does not (absolute, "..", backslashes, control characters),
  ///         occurs twice (in any case of letters) or is both file and folder, and for links and
  ///         whatever else is neither a file nor a folder
  [[nodiscard]] std::vector<std::string> file_names() const;

  /// Unpacks an entry into a new file, piece by piece; folders above it are made.
  /// @throws Error (input) as `read` does; (failure) where the file cannot be written
  void save(const std::string& entry, const std::filesystem::path& path);

  /// What errors call the archive: the path it was opened from.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };

  void check_limits(const std::string& entry, std::size_t unpacked, std::size_t packed) const;
  void unpack(const std::string& entry, const std::function<void(std::string_view)>& take);
  [[nodiscard]] Error damaged(std::string reason) const;

  std::string name_;
  ZipLimits limits_;
  ZipKind kind_;
  std::unique_ptr<zip, Discard> archive_;
  std::size_t unpacked_ = 0;  ///< bytes read so far
};

}  // namespace faultline::data
