#include "app/command.h"

#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <charconv>

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

namespace {

std::vector<Option> all_options(const Command& command) {
  std::vector<Option> options = command.options;
  options.insert(options.end(), common_options().begin(), common_options().end());
  return options;
}

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

/// Where one argument is needed, several may not be; and so on.
void check_arguments(const Command& command, const Arguments& arguments) {
  const std::size_t count = arguments.positional().size();
  if (arguments.has("help")) return;
  if (count < command.least_arguments) {
    throw Error(fmt::format("`faultline {}` needs {}", command.name, command.arguments))
        .help(help_command(command));
  }
  if (count > command.most_arguments) {
    throw Error(fmt::format("`faultline {}` does not know what to do with '{}'", command.name,
                            arguments.positional()[command.most_arguments]))
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
        auto& list = values[option.string_key];
        list.insert(list.end(), option.value.begin(), option.value.end());
      }
    }
  } catch (const po::unknown_option& unknown) {
    throw unknown_option(command, unknown.get_option_name());
  } catch (const po::error& mistake) {
    throw Error(mistake.what()).help(help_command(command));
  }
  for (const std::string& word : positional) {
    if (word.size() > 1 && word.starts_with('-')) throw unknown_option(command, word);
  }
  Arguments arguments(std::move(values), std::move(positional));
  check_arguments(command, arguments);
  return arguments;
}

std::string help_text(const Command& command) {
  const std::string_view space = command.arguments.empty() ? "" : " ";
  std::string text = fmt::format("Usage: faultline {}{}{} [options]\n\n{}.\n", command.name, space,
                                 command.arguments, command.about);
  if (!command.details.empty()) text += fmt::format("\n{}\n", command.details);
  text += "\nOptions:\n";
  constexpr std::size_t kColumn = 22;
  for (const Option& option : all_options(command)) {
    std::string usage = fmt::format("  --{}", option.name);
    if (!option.argument.empty()) usage += fmt::format(" {}", option.argument);
    if (usage.size() + 2 > kColumn) {
      text += usage + "\n" + std::string(kColumn, ' ');
    } else {
      text += usage + std::string(kColumn - usage.size(), ' ');
    }
    text += std::string(option.about);
    if (option.repeatable) text += "; can be repeated";
    text += "\n";
  }
  if (!command.example.empty()) {
    text += "\nExample:\n";
    for (const std::string& line : split(command.example, '\n')) text += "  " + line + "\n";
  }
  return text;
}

}  // namespace faultline::app
