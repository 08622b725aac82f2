#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "support/github_server/world.h"

namespace faultline::test {

/// Texts as people write them on GitHub, the same for the same state of the random source.
[[nodiscard]] std::string generate_title(Random& random);

/// Markdown of any length, also none; some with hostile or unusual characters.
[[nodiscard]] std::string generate_body(Random& random);

/// Files with patches, one renamed and one binary among the many.
[[nodiscard]] std::vector<FileChange> generate_files(Random& random, std::int64_t count);

}  // namespace faultline::test
