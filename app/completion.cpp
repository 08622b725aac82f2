#include "app/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/commands.h"
#include "base/error.h"
#include "base/text.h"

namespace faultline::app {

namespace {

/// A command line that is being typed: what its words are, up to the last, which is incomplete.
struct TypedLine {
  std::vector<std::string> name;             ///< the command's words, as far as they are typed
  const Command* command = nullptr;          ///< where they name one
  std::vector<std::string> positional;       ///< the arguments behind the name
  std::set<std::string, std::less<>> given;  ///< options
  const Option* waiting = nullptr;           ///< the option whose value comes next
  std::string study;                         ///< behind --study; empty where it is not given
};

const Command* find_command(const std::vector<std::string>& name) {
  const auto found = std::ranges::find(commands(), join(name, " "), &Command::name);
  return found == commands().end() ? nullptr : &*found;
}

/// Whether a command's name goes on with this word.
bool goes_on(const std::vector<std::string>& name, const std::string& word) {
  std::string longer = join(name, " ");
  if (!longer.empty()) longer += ' ';
  longer += word;
  return std::ranges::any_of(commands(), [&](const Command& command) {
    return command.name == longer || command.name.starts_with(longer + " ");
  });
}

const std::vector<Option>& options_of(const TypedLine& line) {
  return line.command == nullptr ? common_options() : line.command->options;
}

const Option* find_option(const TypedLine& line, std::string_view name) {
  for (const auto* options : {&options_of(line), &common_options()}) {
    const auto found = std::ranges::find(*options, name, &Option::name);
    if (found != options->end()) return &*found;
  }
  return nullptr;
}

TypedLine read_line(const std::vector<std::string>& words) {
  TypedLine line;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    if (line.waiting != nullptr) {
      if (line.waiting->name == "study") line.study = word;
      line.waiting = nullptr;
    } else if (word.starts_with("--")) {
      const std::size_t equal = word.find('=');
      const std::string name = word.substr(2, equal == std::string::npos ? equal : equal - 2);
      const Option* option = find_option(line, name);
      line.given.insert(name);
      const bool takes_value = option != nullptr && !option->argument.empty();
      if (takes_value && equal == std::string::npos) line.waiting = option;
      if (name == "study" && equal != std::string::npos) line.study = word.substr(equal + 1);
    } else if (line.positional.empty() && goes_on(line.name, word)) {
      line.name.push_back(word);
      line.command = find_command(line.name);
    } else {
      line.positional.push_back(word);
    }
  }
  return line;
}

/// The words with which names of commands go on, each once.
std::vector<Completion> next_words(const std::vector<std::string>& name) {
  std::vector<Completion> found;
  const std::string beginning = name.empty() ? std::string() : join(name, " ") + " ";
  for (const Command& command : commands()) {
    if (!command.name.starts_with(beginning)) continue;
    const std::string_view rest = command.name.substr(beginning.size());
    const std::string word(rest.substr(0, rest.find(' ')));
    if (std::ranges::find(found, word, &Completion::word) != found.end()) continue;
    const bool is_whole = rest.size() == word.size();
    found.push_back({word, is_whole ? std::string(command.about) : word + " ..."});
  }
  return found;
}

std::vector<Completion> option_words(const TypedLine& line) {
  std::vector<Completion> found;
  const auto add = [&](const std::vector<Option>& options) {
    for (const Option& option : options) {
      if (line.given.contains(option.name) && !option.repeatable) continue;
      found.push_back({fmt::format("--{}", option.name), std::string(option.about)});
    }
  };
  if (line.command != nullptr) add(line.command->options);
  add(common_options());
  if (line.name.empty()) found.push_back({"--version", "print the version"});
  return found;
}

/// The argument that stands in a place of a command's usage; empty where none may.
std::string argument_at(const Command& command, std::size_t place) {
  if (place >= command.most_arguments) return {};
  const std::vector<std::string> words = split(command.arguments, ' ');
  return words[std::min(place, words.size() - 1)];
}

/// What may stand for an argument of which `typed` is there. Of a list, "ana,b", the last part is
/// completed.
Completions values_of(std::string_view argument, const std::string& typed, const World& world,
                      const Arguments& arguments) {
  Completions values = completions_of(argument, world, arguments);
  const bool is_list = argument.find(',') != std::string_view::npos;
  const std::size_t comma = typed.rfind(',');
  if (!is_list || comma == std::string::npos) return values;
  for (Completion& value : values.words) value.word.insert(0, typed, 0, comma + 1);
  return values;
}

/// What may stand in the place of the last word.
Completions complete(const World& world, const TypedLine& line, const std::string& last) {
  const Arguments arguments =
      line.study.empty() ? Arguments() : Arguments({{"study", {line.study}}}, {});
  if (line.waiting != nullptr) return values_of(line.waiting->argument, last, world, arguments);
  const std::size_t equal = last.find('=');
  if (last.starts_with("--") && equal != std::string::npos) {
    const Option* option = find_option(line, last.substr(2, equal - 2));
    if (option == nullptr || option->argument.empty()) return {};
    Completions values = values_of(option->argument, last.substr(equal + 1), world, arguments);
    for (Completion& value : values.words) value.word.insert(0, last, 0, equal + 1);
    return values;
  }
  if (last.starts_with('-')) return {.words = option_words(line)};
  Completions found;
  if (line.command != nullptr) {
    const std::string argument = argument_at(*line.command, line.positional.size());
    if (argument == kCommandArgument) return {.words = next_words(line.positional)};
    found = completions_of(argument, world, arguments);
  }
  if (line.positional.empty()) {
    for (Completion& word : next_words(line.name)) found.words.push_back(std::move(word));
  }
  return found;
}

}  // namespace

void print_completions(World& world, const std::vector<std::string>& words) {
  if (words.empty()) return;
  const std::string& last = words.back();
  Completions found;
  try {
    found = complete(world, read_line(words), last);
  } catch (const Error&) {
    return;  // a study that cannot be read has nothing to offer; commands say why
  }
  if (found.files) world.out << ":files\n";
  if (found.folders) world.out << ":folders\n";
  for (const Completion& completion : found.words) {
    // A shell would have to be told how to type what cannot be printed.
    const bool fits =
        completion.word.starts_with(last) && printable(completion.word) == completion.word;
    if (fits) world.out << completion.word << '\t' << printable(completion.about) << '\n';
  }
}

}  // namespace faultline::app
