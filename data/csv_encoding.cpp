#include "data/csv_encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace faultline::data {

namespace {

constexpr std::string_view kSaveAsUtf8 =
    "save it as UTF-8; in a spreadsheet program, choose the format 'CSV UTF-8'";

/// The name of a wider encoding, by its byte order mark or by where the NULs are that every ASCII
/// character has in it (RFC 4627, section 3).
std::optional<std::string_view> wide_encoding(std::string_view content) {
  constexpr std::string_view kLittleEndian32("\xFF\xFE\0\0", 4);
  constexpr std::string_view kBigEndian32("\0\0\xFE\xFF", 4);
  if (content.starts_with(kLittleEndian32) || content.starts_with(kBigEndian32)) return "UTF-32";
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) return "UTF-16";
  std::string nulls;
  for (const char c : content.substr(0, 4)) nulls += c == '\0' ? '0' : 'x';
  if (nulls == "x000" || nulls == "000x") return "UTF-32";
  if (nulls == "x0x0" || nulls == "0x0x") return "UTF-16";
  return std::nullopt;
}

/// Written without an early exit: the compiler turns it into a loop over many bytes at once.
bool is_ascii(std::string_view text) {
  unsigned char seen = 0;
  for (const char c : text) seen = static_cast<unsigned char>(seen | static_cast<unsigned char>(c));
  constexpr unsigned char kAboveAscii = 0x80;
  return seen < kAboveAscii;
}

/// Where the first line with bytes that are not UTF-8 begins.
std::optional<std::size_t> first_broken_line(std::string_view text) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", start), text.size());
    const std::string_view line = text.substr(start, end - start);
    if (!is_ascii(line) && !is_utf8(line)) return start;
    start = end + 1;
  }
  return std::nullopt;
}

std::size_t line_number(std::string_view text, std::size_t position) {
  return count_line_breaks(text.substr(0, position)) + 1;
}

}  // namespace

std::string_view checked_utf8(std::string_view content, const std::string& name) {
  if (const auto encoding = wide_encoding(content)) {
    throw Error(fmt::format("the file is {}; UTF-8 is needed", *encoding))
        .at(name)
        .help(std::string(kSaveAsUtf8));
  }
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  if (const std::size_t nul = content.find('\0'); nul != std::string_view::npos) {
    throw Error("the file holds a NUL byte, so it is not a text")
        .at(name, line_number(content, nul))
        .help("check that it is the right file, or export it again");
  }
  if (is_ascii(content)) return content;
  if (const auto broken = first_broken_line(content)) {
    throw Error("the file is not UTF-8")
        .at(name, line_number(content, *broken))
        .because("this line has bytes that no UTF-8 text has")
        .help(std::string(kSaveAsUtf8));
  }
  return content;
}

std::size_t count_line_breaks(std::string_view text) {
  std::size_t count = 0;
  char previous = '\0';
  for (const char c : text) {
    const bool second_half_of_crlf = c == '\n' && previous == '\r';
    if ((c == '\n' || c == '\r') && !second_half_of_crlf) ++count;
    previous = c;
  }
  return count;
}

}  // namespace faultline::data
