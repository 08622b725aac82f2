#include "app/manual.h"

#include <fmt/format.h>

#include <array>

#include "app/commands.h"
#include "app/help.h"
#include "app/version.h"
#include "base/text.h"

namespace faultline::app {

namespace {

/// A text as roff prints it unchanged: backslashes and, where they are hyphens to be copied, dashes
/// escaped; no line begins with a control character.
std::string escaped(std::string_view text) {
  std::string roff;
  bool begins_line = true;
  for (const char character : text) {
    if (begins_line && (character == '.' || character == '\'')) roff += "\\&";
    begins_line = character == '\n';
    switch (character) {
      case '\\':
        roff += "\\e";
        break;
      case '-':
        roff += "\\-";
        break;
      case '`':
        roff += "\\(ga";
        break;
      case '\'':
        roff += "\\(aq";
        break;
      case '^':
        roff += "\\(ha";
        break;
      case '~':
        roff += "\\(ti";
        break;
      default:
        roff += character;
    }
  }
  return roff;
}

/// The argument of a macro, which ends at a space unless it is quoted.
std::string macro_argument(std::string_view text) {
  std::string roff = "\"";
  for (const char character : escaped(text)) {
    roff += character == '"' ? std::string("\\(dq") : std::string(1, character);
  }
  return roff + "\"";
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

/// A text in lines that are no longer than readers of the source like them. Words between
/// backquotes are commands: bold, without the quotes.
std::string filled(std::string_view text) {
  constexpr std::size_t kWidth = 78;
  std::string roff;
  std::size_t column = 0;
  for (const std::string& word : split(text, ' ')) {
    if (word.empty()) continue;
    if (column > 0 && column + 1 + word.size() > kWidth) {
      roff += '\n';
      column = 0;
    } else if (column > 0) {
      roff += ' ';
      ++column;
    }
    roff += word;
    column += word.size();
  }
  // Escapes last, so that no line begins with a control character. Quotes come in pairs.
  std::string marked;
  const std::vector<std::string> parts = split(roff, '`');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_command = i % 2 == 1 && i + 1 < parts.size();
    const bool begins_line = marked.empty() || marked.back() == '\n';
    const std::string part = escaped(parts[i]);
    // What follows a command continues its line, so that only a true beginning is protected.
    const bool is_protected = part.starts_with("\\&");
    const std::string kept = is_protected && !begins_line ? part.substr(2) : part;
    marked += is_command ? "\\fB" + kept + "\\fR" : kept;
  }
  return marked + "\n";
}

std::string section(std::string_view name) { return fmt::format(".SH {}\n", macro_argument(name)); }

std::string verbatim(const std::vector<std::string>& lines) {
  std::string roff = ".nf\n";
  for (const std::string& line : lines) roff += escaped(line) + "\n";
  return roff + ".fi\n";
}

std::string heading(const std::string& name, std::string_view about) {
  return fmt::format(".TH {} 1 \"\" {} {}\n", macro_argument(name),
                     macro_argument(fmt::format("faultline {}", kVersion)),
                     macro_argument("Faultline")) +
         section("NAME") + fmt::format("{} \\- {}\n", escaped(name), escaped(about));
}

std::string option_list(const std::vector<Option>& options) {
  std::string roff;
  for (const Option& option : options) {
    roff += ".TP\n" + bold(fmt::format("--{}", option.name));
    if (!option.argument.empty()) roff += " " + italic(option.argument);
    roff += "\n" + filled(option_text(option) + ".");
  }
  return roff;
}

std::string entry(std::string_view term, std::string_view text) {
  return ".TP\n" + bold(term) + "\n" + filled(text);
}

std::string examples(std::string_view lines) {
  std::vector<std::string> indented;
  for (const std::string& line : split(lines, '\n')) indented.push_back("    " + line);
  return section("EXAMPLES") + verbatim(indented);
}

}  // namespace

std::string manual_name(const Command& command) {
  return "faultline-" + join(split(command.name, ' '), "-");
}

std::string manual_of_command(const Command& command) {
  std::string roff = heading(manual_name(command), command.about) + section("SYNOPSIS") +
                     bold(fmt::format("faultline {}", command.name));
  if (!command.arguments.empty()) roff += " " + italic(command.arguments);
  roff +=
      " [" + italic("options") + "]\n" + section("DESCRIPTION") + filled(about_sentence(command));
  for (const Paragraph& paragraph : paragraphs(command.details)) {
    roff += paragraph.is_verbatim ? ".PP\n" + verbatim(paragraph.lines)
                                  : ".PP\n" + filled(paragraph.lines.front());
  }
  return roff + section("OPTIONS") + option_list(all_options(command)) + examples(command.example) +
         section("SEE ALSO") + bold("faultline") + "(1)\n";
}

std::string manual_of_program() {
  std::string roff =
      heading("faultline", "rerun, label and report failure studies of model converters") +
      section("SYNOPSIS") + bold("faultline") + " [" + bold("--study") + " " + italic("DIR") +
      "] " + italic("COMMAND") + " [" + italic("arguments") + "] [" + italic("options") + "]\n" +
      section("DESCRIPTION") + filled(kPurpose) + ".PP\n" +
      filled(
          "A study is a folder with a protocol, study.toml, and a database, study.db. Commands "
          "work on the study in the current folder or the nearest one above it. `faultline "
          "status` says where a study stands and what comes next.") +
      section("COMMANDS");
  for (const Command& command : commands()) {
    roff += ".TP\n" + bold(manual_name(command)) + "(1)\n" + filled(about_sentence(command));
  }
  roff += section("OPTIONS") + filled("Every command has these:") + option_list(common_options()) +
          entry("--version", "print the version.") + section("EXIT STATUS") + entry("0", "done.") +
          entry("1", "failed.") + entry("2", "wrong usage or bad input; nothing was changed.") +
          entry("3", "stopped early; run again to go on.") +
          entry("4", "the result differs from what was asked for (--strict, `package verify`).") +
          section("ENVIRONMENT") +
          entry("GITHUB_TOKEN, GH_TOKEN", "the token with which GitHub is asked.") +
          entry("NO_COLOR", "where it is set, nothing is coloured.") +
          entry("SOURCE_DATE_EPOCH", "the time that is taken for now, in seconds since 1970.") +
          section("FILES") + entry("study.toml", "the protocol of a study.") +
          entry("study.db", "its database, in the format of SQLite.");
  return roff + examples("faultline reproduce   # the published study, recomputed");
}

}  // namespace faultline::app
