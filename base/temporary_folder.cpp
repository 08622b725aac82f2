#include "base/temporary_folder.h"

#include <unistd.h>

#include <string>
#include <system_error>

#include "base/error.h"

namespace faultline {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "faultline-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw Error("a temporary folder could not be made", ErrorKind::kFailure)
        .at(pattern)
        .help("the environment's TMPDIR names where such folders go");
  }
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace faultline
