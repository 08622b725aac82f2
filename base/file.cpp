#include "base/file.h"

#include <cerrno>
#include <fstream>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/file_writer.h"

namespace faultline {

namespace {

std::string reason(int error_number) { return std::generic_category().message(error_number); }

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
  FileWriter file(path);
  file.write(content);
  file.commit();
}

}  // namespace faultline
