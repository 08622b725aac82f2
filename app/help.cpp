#include "app/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "base/text.h"

namespace faultline::app {

namespace {

/// The width of help: that of the narrowest terminal that is common.
constexpr std::size_t kWidth = 80;

/// The column at which texts about options stand.
constexpr std::size_t kOptionColumn = 26;

/// The words of a text in lines, each after the first with `indent` spaces before it. The first
/// begins behind what stands there already.
std::string fill(std::string_view text, std::size_t indent) {
  std::string filled;
  std::size_t column = indent;
  for (const std::string& word : split(text, ' ')) {
    if (word.empty()) continue;
    const std::size_t width = display_width(word);
    if (column > indent && column + 1 + width > kWidth) {
      filled += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      filled += ' ';
      ++column;
    }
    filled += word;
    column += width;
  }
  return filled;
}

}  // namespace

std::string usage(const Command& command) {
  const std::string_view space = command.arguments.empty() ? "" : " ";
  return fmt::format("faultline {}{}{}", command.name, space, command.arguments);
}

std::string about_sentence(const Command& command) {
  std::string sentence(command.about);
  if (sentence.front() >= 'a' && sentence.front() <= 'z') {
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
  }
  return sentence + ".";
}

std::string option_text(const Option& option) {
  return std::string(option.about) + (option.repeatable ? "; can be repeated" : "");
}

std::vector<Paragraph> paragraphs(std::string_view details) {
  std::vector<Paragraph> found;
  bool is_new = true;
  for (const std::string& line : split(details, '\n')) {
    if (line.empty()) {
      is_new = true;
      continue;
    }
    const bool is_verbatim = line.starts_with(' ');
    if (is_new || found.back().is_verbatim != is_verbatim) {
      found.push_back({is_verbatim, {line}});
    } else if (is_verbatim) {
      found.back().lines.push_back(line);
    } else {
      found.back().lines.front() += " " + line;
    }
    is_new = false;
  }
  return found;
}

std::string help_text(const Command& command) {
  std::string text =
      fmt::format("Usage: {} [options]\n\n{}\n", usage(command), fill(about_sentence(command), 0));
  for (const Paragraph& paragraph : paragraphs(command.details)) {
    text += "\n";
    for (const std::string& line : paragraph.lines) {
      text += (paragraph.is_verbatim ? line : fill(line, 0)) + "\n";
    }
  }
  text += "\nOptions:\n";
  for (const Option& option : all_options(command)) {
    std::string name = fmt::format("  --{}", option.name);
    if (!option.argument.empty()) name += fmt::format(" {}", option.argument);
    const bool fits = name.size() + 2 <= kOptionColumn;
    text += name + (fits ? "" : "\n") + std::string(kOptionColumn - (fits ? name.size() : 0), ' ') +
            fill(option_text(option), kOptionColumn) + "\n";
  }
  text += "\nExample:\n";
  for (const std::string& line : split(command.example, '\n')) text += "  " + line + "\n";
  return text;
}

std::string overview() {
  std::string text = fmt::format(
      "Usage: faultline [--study DIR] COMMAND [arguments] [options]\n\n{}\n\nCommands:\n",
      fill(kPurpose, 0));
  std::size_t widest = 0;
  for (const Command& command : commands()) widest = std::max(widest, command.name.size());
  for (const Command& command : commands()) {
    const std::size_t column = widest + 4;
    text += fmt::format("  {:<{}}{}\n", command.name, column - 2, fill(command.about, column));
  }
  return text +
         "\n`faultline COMMAND --help` tells more, with an example; `man faultline` too, where it "
         "is\ninstalled. `faultline --version` tells the version.\n\nExample:\n"
         "  faultline reproduce   # the published study, recomputed\n";
}

}  // namespace faultline::app
