#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace faultline::data {

/// A file that goes into an archive.
struct ZipMember {
  std::string name;            ///< in the archive, with "/" between folders
  std::filesystem::path file;  ///< that holds it
};

/// Writes a zip archive, whole or not at all, in place of an older file. The same members give the
/// same bytes: their order is that of the list, they are dated 1980-01-01 (the format's beginning)
/// and are plain files that their owner may write and everybody may read.
/// @throws Error (failure) where a file cannot be read or the archive cannot be written
void write_zip(const std::filesystem::path& path, std::span<const ZipMember> members);

}  // namespace faultline::data
