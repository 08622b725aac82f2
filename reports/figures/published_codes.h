#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/codebook.h"

namespace faultline::reports {

/// How often each code of a dimension was given to the published study's issues, by converter; as
/// positions in the dimension. No value where the dimension lacks a code that was given.
[[nodiscard]] std::optional<std::map<std::string, std::vector<std::int64_t>>> published_codes(
    const data::Dimension& dimension);

}  // namespace faultline::reports
