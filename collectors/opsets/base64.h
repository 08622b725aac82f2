#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace faultline::collectors {

/// The bytes of a base64 text; line breaks, which GitHub puts into it, are passed over. No value
/// where it is no base64.
/// Source: RFC 4648, section 4.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace faultline::collectors
