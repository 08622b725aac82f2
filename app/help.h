#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"

namespace faultline::app {

/// What `faultline --help` prints: all commands.
[[nodiscard]] std::string overview();

/// What `faultline COMMAND --help` prints.
[[nodiscard]] std::string help_text(const Command& command);

/// What the program is for, in one sentence.
inline constexpr std::string_view kPurpose =
    "Reruns, labels and reports failure studies of deep-learning model converters.";

/// How a command is called, without options: "faultline label import FILE...".
[[nodiscard]] std::string usage(const Command& command);

/// A command's line about itself, as a sentence.
[[nodiscard]] std::string about_sentence(const Command& command);

/// What an option is for, in one line.
[[nodiscard]] std::string option_text(const Option& option);

/// A piece of Command::details.
struct Paragraph {
  bool is_verbatim = false;        ///< lines that stay as they are
  std::vector<std::string> lines;  ///< of a paragraph that is filled: one
};

[[nodiscard]] std::vector<Paragraph> paragraphs(std::string_view details);

}  // namespace faultline::app
