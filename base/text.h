#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace faultline {

/// Text helpers that do not depend on the locale. Texts are UTF-8.

/// ASCII letters in lower case; other bytes as they are.
[[nodiscard]] std::string to_lower(std::string_view text);

/// Without white space (ASCII and the no-break space that spreadsheets like to add) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// A word as one types it in a shell: in quotation marks where it needs them.
[[nodiscard]] std::string shell_word(std::string_view text);

/// Whether the bytes are well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);

/// The text as well-formed UTF-8: each byte that is not part of a character becomes U+FFFD.
[[nodiscard]] std::string replace_broken_utf8(std::string_view text);

/// Text of unknown origin, made safe to print on one line of a terminal: control and escape
/// characters, bidirectional overrides and other characters that format invisibly, and broken UTF-8
/// are shown as U+FFFD; line breaks and tabs as a space. Everything else stays.
[[nodiscard]] std::string printable(std::string_view text);

/// Columns that a printable text takes on a terminal: wide characters two, combining ones none.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The beginning of a printable text that fits `width` columns; ends with an ellipsis where cut.
[[nodiscard]] std::string truncate(std::string_view text, std::size_t width);

}  // namespace faultline
