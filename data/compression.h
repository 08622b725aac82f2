#pragma once

#include <string>
#include <string_view>

namespace faultline::data {

/// The bytes in zlib's format (RFC 1950), which every language's standard tools can read.
[[nodiscard]] std::string compress(std::string_view bytes);

/// The bytes that `compress` was given.
/// @throws Error (failure) where they are damaged
[[nodiscard]] std::string decompress(std::string_view compressed);

}  // namespace faultline::data
