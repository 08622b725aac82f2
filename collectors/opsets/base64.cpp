#include "collectors/opsets/base64.h"

#include <cstddef>
#include <cstdint>

namespace faultline::collectors {

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::size_t value = kDigits.find(c);
    if (value == std::string_view::npos || padding > 0) return std::nullopt;
    group = group << 6U | static_cast<std::uint32_t>(value);
    ++digits;
    if (digits % 4 == 1) continue;
    const std::size_t left_over = 6 - 2 * ((digits - 1) % 4);
    bytes += static_cast<char>(group >> left_over & 0xFFU);
  }
  const bool is_whole = digits % 4 != 1 && (padding == 0 || (digits + padding) % 4 == 0);
  return is_whole && padding < 3 ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace faultline::collectors
