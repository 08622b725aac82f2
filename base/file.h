#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace faultline {

/// The whole content of a file.
/// @throws Error (input) naming the file, where it is missing, a folder or unreadable
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Writes a file whole or not at all: into a new file beside it, flushed to the disk, then renamed
/// over the old one. Creates missing folders above it.
/// @throws Error (failure) naming the file and the system's reason; the old content then stays
void write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace faultline
