#include "app/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/completion.h"
#include "app/help.h"
#include "app/print_error.h"
#include "app/version.h"
#include "base/nearest.h"
#include "base/text.h"

namespace faultline::app {

const std::vector<Command>& commands() {
  static const std::vector<Command> kCommands{
      init_command(),
      show_codebook_command(),
      codebook_diff_command(),
      codebook_apply_command(),
      codebook_export_command(),
      codebook_import_command(),
      practice_command(),
      collect_command(),
      show_issue_command(),
      screen_command(),
      screen_validate_command(),
      sample_command(),
      sample_extend_command(),
      sample_tranche_command(),
      sample_show_command(),
      sample_size_command(),
      rater_add_command(),
      rater_list_command(),
      label_command(),
      label_set_command(),
      label_show_command(),
      label_history_command(),
      label_import_command(),
      label_export_command(),
      label_suggest_command(),
      issues_command(),
      agree_command(),
      adjudicate_command(),
      show_instrument_command(),
      survey_import_command(),
      survey_show_command(),
      survey_cross_command(),
      survey_theme_command(),
      survey_theme_list_command(),
      survey_theme_import_command(),
      survey_theme_agree_command(),
      survey_theme_adjudicate_command(),
      opsets_import_command(),
      opsets_collect_command(),
      opsets_show_command(),
      conversions_import_command(),
      conversions_show_command(),
      conversions_errors_command(),
      models_scan_command(),
      models_show_command(),
      models_sequences_command(),
      models_find_command(),
      models_coverage_command(),
      table_command(),
      compare_command(),
      report_command(),
      check_command(),
      package_command(),
      package_verify_command(),
      stat_command(),
      show_schema_command(),
      status_command(),
      doctor_command(),
      reproduce_command(),
      show_completion_command(),
      show_manual_command(),
  };
  return kCommands;
}

namespace {

/// The words of a command line: options that stand before the command, the command, the rest.
struct CommandLine {
  const Command* command = nullptr;
  std::vector<std::string> rest;
};

std::vector<std::string> command_names(const std::string& beginning) {
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    if (command.name.starts_with(beginning)) names.emplace_back(command.name);
  }
  return names;
}

bool is_word(const std::vector<std::string>& words, std::size_t place) {
  return place < words.size() && !words[place].starts_with('-');
}

/// The number of words of a command's name, where the words from `first` on begin with it; else 0.
std::size_t words_of(const Command& command, const std::vector<std::string>& words,
                     std::size_t first) {
  const std::vector<std::string> name = split(command.name, ' ');
  const bool fits =
      words.size() - first >= name.size() &&
      std::equal(name.begin(), name.end(), words.begin() + static_cast<std::ptrdiff_t>(first));
  return fits ? name.size() : 0;
}

Error unknown_command(const std::vector<std::string>& words, std::size_t first) {
  const std::string& typed = words[first];
  const bool has_second = is_word(words, first + 1);
  const std::vector<std::string> of_group = command_names(typed + " ");
  if (!of_group.empty() && !has_second) {
    return Error(fmt::format("`faultline {}` needs a second word", typed))
        .help("it can be: " + join(of_group, ", "));
  }
  const std::string both = has_second ? typed + " " + words[first + 1] : typed;
  Error error(fmt::format("'{}' is not a command", of_group.empty() ? typed : both));
  auto meant = nearest(both, command_names(""));
  if (!meant) meant = nearest(typed, command_names(""));
  if (!meant && !of_group.empty()) error.help("it can be: " + join(of_group, ", "));
  if (meant) error.help(fmt::format("the nearest one is `faultline {}`", *meant));
  return error.help("`faultline --help` lists the commands");
}

/// The place of the command's first word: before it stand common options only.
std::size_t find_first_word(const std::vector<std::string>& words) {
  std::vector<std::string> known{"--version"};
  for (const Option& option : common_options()) known.push_back(fmt::format("--{}", option.name));
  std::size_t first = 0;
  while (first < words.size() && words[first].starts_with('-')) {
    const std::string name = words[first].substr(0, words[first].find('='));
    if (std::ranges::find(known, name) == known.end()) {
      Error error(fmt::format("'{}' is not an option of every command", name));
      if (const auto meant = nearest(name, known)) {
        error.help(fmt::format("the nearest one is {}", *meant));
      }
      throw error.help(
          "options of a command stand behind it; `faultline --help` lists the commands");
    }
    first += words[first] == "--study" ? 2 : 1;
  }
  if (first >= words.size()) {
    throw Error("no command was given").help("`faultline --help` lists the commands");
  }
  return first;
}

CommandLine find_command(const std::vector<std::string>& words) {
  const std::size_t first = find_first_word(words);
  CommandLine line;
  std::size_t name_words = 0;
  for (const Command& command : commands()) {
    const std::size_t count = words_of(command, words, first);
    if (count <= name_words) continue;
    line.command = &command;
    name_words = count;
  }
  if (line.command == nullptr) throw unknown_command(words, first);
  // "label" is a command and "label set" another: what follows the former may be meant for a name.
  const std::size_t next = first + name_words;
  if (line.command->most_arguments == 0 && is_word(words, next)) {
    const std::string name(line.command->name);
    const std::vector<std::string> of_group = command_names(name + " ");
    if (!of_group.empty()) {
      Error error(fmt::format("'{} {}' is not a command", name, words[next]));
      const auto meant = nearest(name + " " + words[next], of_group);
      throw error.help(meant ? fmt::format("the nearest one is `faultline {}`", *meant)
                             : "it can be: " + join(of_group, ", "));
    }
  }
  const auto name_begin = words.begin() + static_cast<std::ptrdiff_t>(first);
  line.rest.assign(words.begin(), name_begin);
  line.rest.insert(line.rest.end(), name_begin + static_cast<std::ptrdiff_t>(name_words),
                   words.end());
  return line;
}

/// `faultline help table` is `faultline table --help`.
std::vector<std::string> with_help_behind(std::vector<std::string> words) {
  if (words.size() < 2 || words.front() != "help") return words;
  words.erase(words.begin());
  words.emplace_back("--help");
  return words;
}

ExitCode run_command(World& world, const std::vector<std::string>& typed) {
  const std::vector<std::string> words = with_help_behind(typed);
  if (words.empty() || words.front() == "--help" || words.front() == "help") {
    world.out << overview();
    return ExitCode::kDone;
  }
  if (words.front() == "--version") {
    world.out << "faultline " << kVersion << "\n";
    return ExitCode::kDone;
  }
  if (words.front() == kCompletionWord) {
    print_completions(world, {words.begin() + 1, words.end()});
    return ExitCode::kDone;
  }
  const CommandLine line = find_command(words);
  const Arguments arguments = parse_arguments(*line.command, line.rest);
  if (arguments.has("help")) {
    world.out << help_text(*line.command);
    return ExitCode::kDone;
  }
  return line.command->run(world, arguments);
}

}  // namespace

ExitCode run(World& world, const std::vector<std::string>& words) {
  try {
    const ExitCode code = run_command(world, words);
    world.out.flush();
    if (!world.out) throw Error("the output could not be written", ErrorKind::kFailure);
    return code;
  } catch (const Error& error) {
    print_error(world.err, error, world.err_style);
    return exit_code(error.kind());
  } catch (const std::exception& unexpected) {
    print_error(world.err,
                Error("something went wrong that should not have; the study keeps what it held",
                      ErrorKind::kFailure)
                    .because(unexpected.what())
                    .help("please report it, with the command that you ran"),
                world.err_style);
    return ExitCode::kFailed;
  }
}

}  // namespace faultline::app
