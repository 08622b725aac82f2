#include "support/golden.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "base/text.h"

namespace faultline {

namespace {

/// A line with its control characters as escapes, and with everything beyond ASCII too where some
/// of it would not be seen.
std::string make_visible(std::string_view line, bool ascii_only) {
  std::string visible;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_seen = byte >= 0x80 ? !ascii_only : byte >= 0x20 && byte != 0x7F;
    visible += is_seen ? std::string(1, c) : fmt::format("\\x{:02X}", byte);
  }
  return visible;
}

bool is_seen_whole(std::string_view line) { return printable(line) == line; }

/// The beginning that both lines share, not ending inside a character.
std::string_view common_beginning(std::string_view a, std::string_view b) {
  const auto end = std::ranges::mismatch(a, b).in1;
  auto size = static_cast<std::size_t>(end - a.begin());
  while (!is_utf8(a.substr(0, size)) && size > 0) --size;
  return a.substr(0, size);
}

}  // namespace

std::string first_difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const std::vector<std::string> wanted = split(expected, '\n');
  const std::vector<std::string> got = split(actual, '\n');
  const auto [first_wanted, first_got] = std::ranges::mismatch(wanted, got);
  const auto line = static_cast<std::size_t>(first_wanted - wanted.begin());

  const std::string wanted_line = line < wanted.size() ? wanted[line] : std::string();
  const std::string got_line = line < got.size() ? got[line] : std::string();
  const bool ascii_only = !is_seen_whole(wanted_line) || !is_seen_whole(got_line);

  std::string report = fmt::format("line {} differs, of {} lines expected and {} written\n",
                                   line + 1, wanted.size(), got.size());
  constexpr std::size_t kContext = 2;
  for (std::size_t i = line - std::min(line, kContext); i < line; ++i) {
    report += "            " + make_visible(wanted[i], ascii_only) + "\n";
  }
  const std::string end = "(the text ends)";
  report +=
      "  expected: " + (line < wanted.size() ? make_visible(wanted_line, ascii_only) : end) + "\n";
  report += "    actual: " + (line < got.size() ? make_visible(got_line, ascii_only) : end) + "\n";
  const std::string same = make_visible(common_beginning(wanted_line, got_line), ascii_only);
  return report + std::string(12 + display_width(same), ' ') + "^\n";
}

void check_golden(std::string_view actual, const std::string& path) {
  const std::filesystem::path file = std::filesystem::path(FAULTLINE_TESTS_DIR) / path;
  const char* const renew = std::getenv("FAULTLINE_RENEW_GOLDEN");
  if (renew != nullptr && std::string_view(renew) == "1") {
    write_file(file, actual);
    return;
  }
  if (!std::filesystem::exists(file)) {
    FAIL_CHECK("there is no golden file " << path << "; FAULTLINE_RENEW_GOLDEN=1 writes it");
    return;
  }
  const std::string difference = first_difference(read_file(file), actual);
  if (!difference.empty()) {
    FAIL_CHECK("differs from " << path << "; if it is right, FAULTLINE_RENEW_GOLDEN=1 renews it\n"
                               << difference);
  }
}

}  // namespace faultline
