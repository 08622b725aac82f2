#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

namespace faultline::data {

/// JSON of unknown origin.

/// Whatever is nested more deeply is refused: to copy, compare or write JSON takes stack for each
/// level. What the program reads has some ten levels.
inline constexpr std::size_t kDeepestJson = 200;

/// A value that is_discarded() where the text is no JSON (RFC 8259) or is nested too deeply.
[[nodiscard]] nlohmann::json parse_json(std::string_view text);

/// Whether parse_json reads it.
[[nodiscard]] bool is_json(std::string_view text);

}  // namespace faultline::data
