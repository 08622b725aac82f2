#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/world.h"

namespace faultline::app {

/// How a command ended; also the program's exit code.
enum class ExitCode {
  kDone = 0,
  kFailed = 1,
  kBadInput = 2,      ///< wrong usage or bad input; nothing was changed
  kStoppedEarly = 3,  ///< run again to go on
  kDifferent = 4,     ///< the result differs from what was asked for
};

/// An option of a command. One without an argument is a switch.
struct Option {
  std::string_view name;  ///< without the dashes
  /// What stands behind it, as in help; empty for a switch. A word in capitals names what may stand
  /// there, and completion knows it (app/completion.h): "RATER", "RATER,RATER". Words with bars
  /// between are all that may: "graphql|rest".
  std::string_view argument;
  std::string_view about;
  bool repeatable = false;
};

/// What was typed behind a command's name.
class Arguments {
 public:
  Arguments() = default;
  Arguments(std::map<std::string, std::vector<std::string>> options,
            std::vector<std::string> positional)
      : options_(std::move(options)), positional_(std::move(positional)) {}

  [[nodiscard]] bool has(const std::string& option) const { return options_.contains(option); }
  [[nodiscard]] std::optional<std::string> text(const std::string& option) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& option) const;
  /// @throws Error (input) where it is not a whole number of at least 1
  [[nodiscard]] std::optional<std::int64_t> positive(const std::string& option) const;
  [[nodiscard]] const std::vector<std::string>& positional() const { return positional_; }

 private:
  std::map<std::string, std::vector<std::string>> options_;
  std::vector<std::string> positional_;
};

/// One command of the program: what parsing, help, the manual and completion are made from.
struct Command {
  std::string_view name;  ///< one word, two or three: "label import"
  /// As in usage: "FILE...", with words as in Option::argument; empty for none.
  std::string_view arguments;
  std::size_t least_arguments = 0;
  std::size_t most_arguments = 0;
  std::string_view about;  ///< what it does, in one line that begins with a verb
  /// What else one must know; may be empty. Empty lines part paragraphs, which are filled; lines
  /// that begin with a space stay as they are.
  std::string_view details;
  std::string_view example;  ///< lines that run as they stand, each with what it does behind a #
  /// Its own options, --format and --json last.
  std::vector<Option> options;
  ExitCode (*run)(World& world, const Arguments& arguments);
};

/// For `most_arguments`.
inline constexpr std::size_t kAnyNumber = 1'000'000;

/// The options that every command has.
[[nodiscard]] const std::vector<Option>& common_options();

/// A command's options, the common ones last.
[[nodiscard]] std::vector<Option> all_options(const Command& command);

/// Reads what follows a command's name.
/// @throws Error (input) for unknown options (with the nearest), missing arguments and too many
[[nodiscard]] Arguments parse_arguments(const Command& command,
                                        const std::vector<std::string>& words);

}  // namespace faultline::app
