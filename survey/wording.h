#pragma once

#include <string>
#include <string_view>

namespace faultline::survey {

/// A text as questions, headings and options are compared: white space of any kind and length is
/// one space, typographic quotes are plain ones, and none of it stands at the ends.
[[nodiscard]] std::string tidy(std::string_view text);

/// The same, without case (ASCII). As long as tidy(text), byte for byte.
[[nodiscard]] std::string comparable(std::string_view text);

}  // namespace faultline::survey
