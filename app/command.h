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
  std::string_view name;      ///< without the dashes
  std::string_view argument;  ///< what is called in help, "NAME"; empty for a switch
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

/// One command of the program: what help, parsing and (later) the manual are made from.
struct Command {
  std::string_view name;       ///< one word, two or three: "label import"
  std::string_view arguments;  ///< as in usage: "FILE..."; empty for none
  std::size_t least_arguments = 0;
  std::size_t most_arguments = 0;
  std::string_view about;    ///< one line
  std::string_view details;  ///< what else one must know; may be empty
  std::string_view example;  ///< lines that run as they stand, each with what it does behind a #
  std::vector<Option> options;
  ExitCode (*run)(World& world, const Arguments& arguments);
};

/// For `most_arguments`.
inline constexpr std::size_t kAnyNumber = 1'000'000;

/// The options that every command has.
[[nodiscard]] const std::vector<Option>& common_options();

/// Reads what follows a command's name.
/// @throws Error (input) for unknown options (with the nearest), missing arguments and too many
[[nodiscard]] Arguments parse_arguments(const Command& command,
                                        const std::vector<std::string>& words);

/// What `faultline COMMAND --help` prints.
[[nodiscard]] std::string help_text(const Command& command);

}  // namespace faultline::app
