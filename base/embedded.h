#pragma once

#include <span>
#include <string_view>

namespace faultline {

/// A text file that was put inside the program when it was built (codebooks, migrations, published
/// facts), so that an installed program needs no files of its own beside it.
struct EmbeddedFile {
  std::string_view name;     ///< path below the folder that embeds it, for example "0001_core.sql"
  std::string_view content;  ///< the whole file; lives as long as the program
};

}  // namespace faultline
