#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace faultline::data {

/// The bytes in zlib's format (RFC 1950), which every language's standard tools can read.
[[nodiscard]] std::string compress(std::string_view bytes);

/// More than any answer has, uncompressed: a few bytes of a stranger's file must not fill the
/// memory.
inline constexpr std::size_t kLargestAnswer = std::size_t{256} << 20;

/// The bytes that `compress` was given.
/// @throws Error (failure) where they are damaged, or more than kLargestAnswer
[[nodiscard]] std::string decompress(std::string_view compressed);

}  // namespace faultline::data
