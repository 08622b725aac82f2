#include "app/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>

#include "app/help.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"

namespace faultline::app {

namespace po = boost::program_options;

std::optional<std::string> Arguments::text(const std::string& option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::nullopt : std::optional(found->second.front());
}

std::vector<std::string> Arguments::texts(const std::string& option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::vector<std::string>() : found->second;
}

std::optional<std::int64_t> Arguments::positive(const std::string& option) const {
  const std::optional<std::string> value = text(option);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  const char* end = value->data() + value->size();
  const auto [stop, error] = std::from_chars(value->data(), end, number);
  if (error == std::errc{} && stop == end && number > 0) return number;
  throw Error(fmt::format("--{} wants a whole number of at least 1, not '{}'", option, *value));
}

const std::vector<Option>& common_options() {
  static const std::vector<Option> kOptions{
      {"study", "DIR", "the study's folder; else the nearest one upwards that has a study.toml"},
      {"quiet", "", "print results and errors only"},
      {"help", "", "show this help"},
  };
  return kOptions;
}

std::vector<Option> all_options(const Command& command) {
  std::vector<Option> options = command.options;
  options.insert(options.end(), common_options().begin(), common_options().end());
  return options;
}

namespace {

po::options_description describe(const std::vector<Option>& options) {
  po::options_description description;
  for (const Option& option : options) {
    const std::string name(option.name);
    if (option.argument.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  return description;
}

std::string help_command(const Command& command) {
  return fmt::format("`faultline {} --help` shows how to use it", command.name);
}

Error unknown_option(const Command& command, const std::string& typed) {
  std::vector<std::string> names;
  for (const Option& option : all_options(command))
    names.push_back(fmt::format("--{}", option.name));
  Error error(fmt::format("'{}' is not an option of `faultline {}`", typed, command.name));
  if (const auto meant = nearest(typed, names)) {
    error.help(fmt::format("the nearest one is {}", *meant));
  }
  return error.help(help_command(command));
}

/// An option as help writes it: "--rater RATER".
std::string as_written(const Option& option) {
  return fmt::format("--{}{}{}", option.name, option.argument.empty() ? "" : " ", option.argument);
}

const Option& find_option(const std::vector<Option>& options, std::string_view name) {
  return *std::ranges::find(options, name, &Option::name);
}

/// What the library says in words of its own, in ours.
Error wrong_syntax(const Command& command, const po::error_with_option_name& mistake) {
  const std::vector<Option> options = all_options(command);
  std::string name = mistake.get_option_name();
  name.erase(0, name.find_first_not_of('-'));
  const auto option = std::ranges::find(options, name, &Option::name);
  if (option == options.end()) return Error(fmt::format("'--{}' is not understood", name));
  if (option->argument.empty()) {
    return Error(fmt::format("--{} is a switch; nothing stands behind it", name))
        .help(fmt::format("write --{} alone, or leave it out", name));
  }
  return Error(fmt::format("behind --{} its value is missing", name))
      .help(fmt::format("write {}", as_written(*option)));
}

/// "--rater --json" is a forgotten value: one that begins with dashes is written with an equal
/// sign.
void check_values(const std::vector<Option>& options, const po::option& typed) {
  if (typed.value.empty() || typed.original_tokens.size() < 2) return;
  if (!typed.value.front().starts_with("--")) return;
  throw Error(fmt::format("behind --{} its value is missing", typed.string_key))
      .because(fmt::format("'{}' looks like an option", typed.value.front()))
      .help(fmt::format("write {}; a value that begins with dashes as --{}={}",
                        as_written(find_option(options, typed.string_key)), typed.string_key,
                        shell_word(typed.value.front())));
}

/// Whether a value is one of those that help lists: "graphql|rest".
void check_choice(std::string_view argument, const std::string& value, const std::string& place) {
  if (argument.find('|') == std::string_view::npos) return;
  const std::vector<std::string> known = split(argument, '|');
  if (std::ranges::find(known, value) != known.end()) return;
  Error unknown(fmt::format("{} cannot be '{}'", place, value));
  if (const auto meant = nearest(value, known)) {
    unknown.help(fmt::format("the nearest one is '{}'", *meant));
  }
  throw unknown.help("it can be: " + join(known, ", "));
}

void check_choices(const Command& command, const Arguments& arguments) {
  for (const Option& option : command.options) {
    for (const std::string& value : arguments.texts(std::string(option.name))) {
      check_choice(option.argument, value, fmt::format("--{}", option.name));
    }
  }
  for (const std::string& value : arguments.positional()) {
    check_choice(command.arguments, value, fmt::format("what `faultline {}` prints", command.name));
  }
}

/// The first argument that is not there: "FILE" of "FILE...", "CODE" of "A [B] CODE".
std::string missing_argument(const Command& command, std::size_t count) {
  std::string word = split(command.arguments, ' ').at(count);
  return word.substr(0, word.find("..."));
}

/// Whether there are as many arguments as the command takes, and no option is given twice.
void check_counts(const Command& command, const Arguments& arguments) {
  const std::size_t count = arguments.positional().size();
  if (arguments.has("help")) return;
  if (count < command.least_arguments) {
    throw Error(
        fmt::format("`faultline {}` lacks {}", command.name, missing_argument(command, count)))
        .help(fmt::format("it is called as `{}`", usage(command)))
        .help(help_command(command));
  }
  if (count > command.most_arguments) {
    throw Error(fmt::format("`faultline {}` does not know what to do with '{}'", command.name,
                            arguments.positional()[command.most_arguments]))
        .help(fmt::format("it is called as `{}`", usage(command)))
        .help(help_command(command));
  }
  for (const Option& option : all_options(command)) {
    if (option.repeatable || arguments.texts(std::string(option.name)).size() < 2) continue;
    throw Error(fmt::format("--{} can be given only once", option.name));
  }
}

}  // namespace

Arguments parse_arguments(const Command& command, const std::vector<std::string>& words) {
  const std::vector<Option> options = all_options(command);
  const po::options_description description = describe(options);
  std::map<std::string, std::vector<std::string>> values;
  std::vector<std::string> positional;
  try {
    namespace style = po::command_line_style;
    const po::parsed_options parsed =
        po::command_line_parser(words)
            .options(description)
            .style(style::allow_long | style::long_allow_next | style::long_allow_adjacent)
            .run();
    for (const po::option& option : parsed.options) {
      if (option.position_key >= 0) {
        positional.insert(positional.end(), option.value.begin(), option.value.end());
      } else {
        check_values(options, option);
        auto& list = values[option.string_key];
        list.insert(list.end(), option.value.begin(), option.value.end());
      }
    }
  } catch (const po::unknown_option& unknown) {
    throw unknown_option(command, unknown.get_option_name());
  } catch (const po::error_with_option_name& mistake) {
    throw wrong_syntax(command, mistake).help(help_command(command));
  }
  for (const std::string& word : positional) {
    if (word.size() > 1 && word.starts_with('-')) throw unknown_option(command, word);
  }
  Arguments arguments(std::move(values), std::move(positional));
  check_counts(command, arguments);
  check_choices(command, arguments);
  return arguments;
}

}  // namespace faultline::app
