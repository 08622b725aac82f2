#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace faultline::data {

/// What may stand before a text to say that it is UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The text of a CSV file as UTF-8, without its byte order mark. The view is into `content`.
/// @param name  what errors call the file
/// @throws Error (input) for UTF-16 and UTF-32 (by their byte order marks, or by NULs among the
/// first
///         bytes), for bytes that are not UTF-8 and for NUL bytes, the latter two with their line
[[nodiscard]] std::string_view checked_utf8(std::string_view content, const std::string& name);

/// The number of line breaks (LF, CRLF or CR) in a text.
[[nodiscard]] std::size_t count_line_breaks(std::string_view text);

}  // namespace faultline::data
