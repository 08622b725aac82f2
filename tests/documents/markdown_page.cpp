#include "documents/markdown_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace faultline::test {

namespace {

constexpr std::string_view kFence = "```";

/// What stands behind "<!-- word" in a comment of one line.
std::optional<std::string> comment_behind(std::string_view line, std::string_view word) {
  const std::string beginning = "<!-- " + std::string(word);
  if (!line.starts_with(beginning) || !line.ends_with("-->")) return std::nullopt;
  return std::string(trim(line.substr(beginning.size(), line.size() - beginning.size() - 3)));
}

/// The page's lines outside of blocks.
std::vector<std::string> prose(const Page& page) {
  std::vector<std::string> lines;
  bool in_block = false;
  for (const std::string& line : split(page.text, '\n')) {
    const bool is_fence = line.starts_with(kFence);
    if (is_fence) in_block = !in_block;
    if (!in_block && !is_fence) lines.push_back(line);
  }
  return lines;
}

bool lines_fit(std::span<const std::string> shown, std::span<const std::string> printed) {
  while (!shown.empty() && shown.front() != "...") {
    if (printed.empty() || shown.front() != printed.front()) return false;
    shown = shown.subspan(1);
    printed = printed.subspan(1);
  }
  if (shown.empty()) return printed.empty();
  for (std::size_t skipped = 0; skipped <= printed.size(); ++skipped) {
    if (lines_fit(shown.subspan(1), printed.subspan(skipped))) return true;
  }
  return false;
}

/// A long decimal to nine digits: the last ones depend on the compiler.
std::string with_short_decimals(const std::string& line) {
  static const std::regex kLong(R"(-?\d+\.\d{12,}(e[-+]?\d+)?)");
  std::string shorter;
  std::size_t end = 0;
  for (std::sregex_iterator match(line.begin(), line.end(), kLong), none; match != none; ++match) {
    const auto begin = static_cast<std::size_t>(match->position());
    shorter += line.substr(end, begin - end) + fmt::format("{:.9g}", std::stod(match->str()));
    end = begin + match->str().size();
  }
  return shorter + line.substr(end);
}

std::vector<std::string> lines_without_ends(std::string_view text) {
  std::vector<std::string> lines = split(with_short_decimals(std::string(text)), '\n');
  for (std::string& line : lines) line.resize(line.find_last_not_of(" \r") + 1);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::filesystem::path project_folder() {
  return std::filesystem::path(FAULTLINE_TESTS_DIR).parent_path();
}

Page read_page(const std::string& name) {
  Page page{.name = name, .text = read_file(project_folder() / name), .blocks = {}};
  std::optional<Block> open;
  std::string before;
  std::size_t number = 0;
  std::size_t offset = 0;
  for (const std::string& line : split(page.text, '\n')) {
    ++number;
    offset += line.size() + 1;
    if (open && line == kFence) {
      page.blocks.push_back(*std::exchange(open, std::nullopt));
    } else if (open) {
      open->text += line + "\n";
    } else if (line.starts_with(kFence)) {
      open = Block{.language = line.substr(kFence.size()),
                   .text = {},
                   .line = number,
                   .begin = offset,
                   .not_run = comment_behind(before, "not run:"),
                   .from = comment_behind(before, "from")};
    }
    before = line;
  }
  if (open) throw Error("the block does not end").at(name, open->line);
  return page;
}

std::vector<std::string> all_pages() {
  std::vector<std::string> names{"README.md"};
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(project_folder() / "docs")) {
    if (entry.path().extension() != ".md") continue;
    names.push_back(std::filesystem::relative(entry.path(), project_folder()).generic_string());
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> links(const Page& page) {
  static const std::regex kLink(R"(\]\(([^)\s]+)\))");
  std::vector<std::string> targets;
  for (const std::string& line : prose(page)) {
    for (std::sregex_iterator match(line.begin(), line.end(), kLink), end; match != end; ++match) {
      targets.push_back(match->str(1));
    }
  }
  return targets;
}

std::vector<std::string> anchors(const Page& page) {
  std::vector<std::string> names;
  for (const std::string& line : prose(page)) {
    if (!line.starts_with('#')) continue;
    std::string name;
    for (const char c :
         to_lower(trim(std::string_view(line).substr(line.find_first_not_of('#'))))) {
      const bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (is_word || c == ' ') name += c == ' ' ? '-' : c;
    }
    names.push_back(std::move(name));
  }
  return names;
}

bool output_fits(std::string_view shown, std::string_view printed) {
  return lines_fit(lines_without_ends(shown), lines_without_ends(printed));
}

}  // namespace faultline::test
