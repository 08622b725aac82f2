#include "reports/figures/gnuplot_text.h"

#include <fmt/format.h>

#include "base/text.h"

namespace faultline::reports {

std::string gnuplot_text(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-+()/";
  std::string quoted = "\"";
  for (const char c : printable(text)) {
    if (kPlain.find(c) != std::string_view::npos) {
      quoted += c;
    } else {
      quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    }
  }
  return quoted + "\"";
}

std::vector<std::string> break_lines(std::string_view text, std::size_t columns,
                                     std::size_t most_lines) {
  std::vector<std::string> lines(1);
  for (const std::string& word : split(printable(trim(text)), ' ')) {
    std::string& line = lines.back();
    const bool fits = display_width(line) + 1 + display_width(word) <= columns;
    if (line.empty()) {
      line = word;
    } else if (fits || lines.size() == most_lines) {
      line += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  for (std::string& line : lines) line = truncate(line, columns);
  return lines;
}

}  // namespace faultline::reports
