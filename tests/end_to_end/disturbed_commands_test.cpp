#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <set>
#include <thread>

#include "base/random.h"
#include "base/text.h"
#include "support/every_command.h"
#include "support/listed_commands.h"
#include "support/program.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

using faultline::join;
using faultline::Random;
using faultline::test::CommandRun;
using faultline::test::content_of;
using faultline::test::Effect;
using faultline::test::every_command;
using faultline::test::FolderContent;
using faultline::test::listed_commands;
using faultline::test::plain_environment;
using faultline::test::ProgramResult;
using faultline::test::run_faultline;
using faultline::test::SmallDisk;
using faultline::test::study_states;
using faultline::test::StudyState;
using faultline::test::TemporaryFolder;

/// What disturbs a command from outside: kill -9 in the middle of it, a full disk, a study that may
/// only be read. Each command that writes is killed once; FAULTLINE_KILLS=200
/// kills 200 times, as tests/end_to_end/nightly_kills.sh does, and FAULTLINE_KILL_SEED chooses
/// other moments.

namespace {

using Microseconds = std::chrono::microseconds;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

pid_t start(const std::vector<std::string>& words, const std::filesystem::path& folder) {
  std::vector<std::string> arguments{FAULTLINE_PROGRAM};
  arguments.insert(arguments.end(), words.begin(), words.end());
  std::vector<std::string> environment = plain_environment();
  environment.emplace_back("GITHUB_TOKEN=secret");
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
  };
  std::vector<char*> argv = pointers(arguments);
  std::vector<char*> envp = pointers(environment);
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);  // NOLINT: open(2) is declared so
    const bool is_ready = ::chdir(folder.c_str()) == 0 && ::dup2(nowhere, STDOUT_FILENO) >= 0 &&
                          ::dup2(nowhere, STDERR_FILENO) >= 0;
    if (is_ready) ::execve(FAULTLINE_PROGRAM, argv.data(), envp.data());
    ::_exit(1);
  }
  return child;
}

/// @return how long it took
Microseconds run_to_its_end(const std::vector<std::string>& words,
                            const std::filesystem::path& folder) {
  const auto begin = std::chrono::steady_clock::now();
  int status = 0;
  ::waitpid(start(words, folder), &status, 0);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
  return std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begin);
}

/// @return whether it was still running
bool run_and_kill(const std::vector<std::string>& words, const std::filesystem::path& folder,
                  Microseconds after) {
  const pid_t child = start(words, folder);
  std::this_thread::sleep_for(after);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

/// One command, what it comes to when nothing disturbs it, and what must hold after a disturbance.
class DisturbedCommand {
 public:
  explicit DisturbedCommand(const CommandRun& command)
      : command_(&command), words_(study_states().words(command)) {
    study_states().copy(command.state, folder_.path() / "before");
    study_states().copy(command.state, folder_.path() / "undisturbed");
    duration_ = run_to_its_end(words_, folder_.path() / "undisturbed");
    before_ = content(folder_.path() / "before");
    undisturbed_ = content(folder_.path() / "undisturbed");
  }

  /// @return whether the kill came before the command's end
  bool kill_once(Random& random) {
    const std::filesystem::path folder = folder_.path() / fmt::format("killed{}", ++kills_);
    study_states().copy(command_->state, folder);
    const Microseconds after{random.below(static_cast<std::uint64_t>(duration_.count()))};
    CAPTURE(command_->command);
    CAPTURE(after.count());
    const bool was_running = run_and_kill(words_, folder, after);
    check_nothing_is_half_done(folder);
    check_goes_on(folder);
    std::filesystem::remove_all(folder);
    return was_running;
  }

  /// What holds at once: the study is sound, and each file is as before, or as it is at the end.
  void check_nothing_is_half_done(const std::filesystem::path& folder) const {
    for (const std::filesystem::path& study : {folder, folder / "new"}) {
      if (!std::filesystem::exists(study / "study.db")) continue;
      const ProgramResult doctor = run_faultline({"doctor"}, {.folder = study});
      CAPTURE(doctor.out);
      CHECK(doctor.exit_code == 0);
    }
    for (const auto& [name, bytes] : content(folder).files) {
      CAPTURE(name);
      const auto old = before_.files.find(name);
      const auto whole = undisturbed_.files.find(name);
      const bool is_old = old != before_.files.end() && old->second == bytes;
      const bool is_whole = whole != undisturbed_.files.end() && whole->second == bytes;
      CHECK((is_old || is_whole));
    }
  }

  /// What holds when the command is run again: all is as if nothing had disturbed it.
  void check_goes_on(const std::filesystem::path& folder) const {
    const ProgramResult again = study_states().run(*command_, folder);
    CAPTURE(again.err);
    // What was done already may be refused, but not undone.
    CHECK((again.exit_code == 0 || again.exit_code == 2));
    const FolderContent end = content(folder);
    CHECK((end.rows == undisturbed_.rows));
    CHECK(names(end) == names(undisturbed_));
    for (const auto& [name, bytes] : end.files) {
      CAPTURE(name);
      const auto whole = undisturbed_.files.find(name);
      CHECK((whole != undisturbed_.files.end() && bytes == whole->second));
    }
  }

 private:
  [[nodiscard]] FolderContent content(const std::filesystem::path& folder) const {
    return content_of(folder, command_->command == "collect");
  }

  static std::set<std::string> names(const FolderContent& content) {
    std::set<std::string> names;
    for (const auto& [name, bytes] : content.files) names.insert(name);
    return names;
  }

  const CommandRun* command_;
  std::vector<std::string> words_;
  TemporaryFolder folder_;
  Microseconds duration_{};
  FolderContent before_;
  FolderContent undisturbed_;
  int kills_ = 0;
};

std::vector<const CommandRun*> writing_commands() {
  std::vector<const CommandRun*> writing;
  for (const CommandRun& run : every_command()) {
    if (run.effect == Effect::kWrites) writing.push_back(&run);
  }
  return writing;
}

std::uintmax_t bytes_in(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    constexpr std::uintmax_t kPage = 4096;
    if (entry.is_regular_file()) bytes += (entry.file_size() + kPage - 1) / kPage * kPage;
  }
  return bytes;
}

}  // namespace

TEST_CASE("every command is known to the tests of faults, with what it does to files") {
  std::set<std::string> known;
  for (const CommandRun& run : every_command()) known.insert(run.command);

  std::set<std::string> listed;
  for (const auto& words : listed_commands()) listed.insert(join(words, " "));
  CHECK(known == listed);
}

TEST_CASE("commands that read change nothing, and those that write change something") {
  for (const CommandRun& run : every_command()) {
    if (run.effect == Effect::kOnScreen) continue;
    CAPTURE(run.command);
    const TemporaryFolder folder;
    study_states().copy(run.state, folder.path() / "study");
    const FolderContent before = content_of(folder.path() / "study", false);

    const ProgramResult result = study_states().run(run, folder.path() / "study");

    CAPTURE(result.err);
    CHECK(result.exit_code == 0);
    const FolderContent after = content_of(folder.path() / "study", false);
    const bool is_same = before.rows == after.rows && before.files == after.files;
    CHECK(is_same == (run.effect == Effect::kReads));
  }
}

TEST_CASE("a command that is killed loses nothing, and run again ends as if it had not been") {
  const std::vector<const CommandRun*> writing = writing_commands();
  REQUIRE(writing.size() >= 20);
  const std::uint64_t kills = number_from("FAULTLINE_KILLS", writing.size());
  Random random(number_from("FAULTLINE_KILL_SEED", 8));
  std::uint64_t in_time = 0;

  for (std::size_t i = 0; i < writing.size(); ++i) {
    DisturbedCommand command(*writing[i]);
    for (std::uint64_t kill = i; kill < kills; kill += writing.size()) {
      in_time += command.kill_once(random) ? 1 : 0;
    }
  }

  // A command may end sooner than it did before; most must not.
  CHECK(in_time * 2 > kills);
}

TEST_CASE(
    "a command that finds the disk full says so, loses nothing, and goes on where there is room") {
  const std::set<std::string> chosen{"collect",      "report",        "package",
                                     "label export", "label import",  "practice",
                                     "init",         "survey import", "models scan"};
  for (const CommandRun* command : writing_commands()) {
    if (!chosen.contains(command->command)) continue;
    CAPTURE(command->command);
    SmallDisk disk("100m");
    if (!disk.mounted()) {
      std::cout << "skipped: mounting a small disk needs root\n";
      return;
    }
    const DisturbedCommand undisturbed(*command);
    const std::filesystem::path folder = disk.path() / "study";
    study_states().copy(command->state, folder);
    constexpr std::uintmax_t kRoom =
        48 * 1024;  // for the index of the database's log, and little else
    REQUIRE(disk.resize(std::to_string(bytes_in(folder) + kRoom)));

    const ProgramResult full = study_states().run(*command, folder);
    REQUIRE(disk.resize("100m"));

    CAPTURE(full.err);
    CHECK(full.exit_code == 1);
    const bool is_told = full.err.find("the disk is full") != std::string::npos ||
                         full.err.find("the disk has room") != std::string::npos;
    CHECK(is_told);
    undisturbed.check_nothing_is_half_done(folder);
    undisturbed.check_goes_on(folder);
  }
}

TEST_CASE("a study that may only be read serves every command that reads, and tells all others") {
  if (::getuid() != 0) {
    std::cout << "skipped: changing to another user needs root\n";
    return;
  }
  using std::filesystem::perms;
  const TemporaryFolder folder;
  const std::filesystem::path study = folder.path() / "study";
  study_states().copy(StudyState::kFull, study);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(study)) {
    std::filesystem::permissions(entry.path(), entry.is_directory() ? perms(0555) : perms(0444));
  }
  for (const std::filesystem::path& path : {folder.path(), study}) {
    std::filesystem::permissions(path, perms(0555));
  }
  const FolderContent before = content_of(study, false);

  for (const CommandRun& run : every_command()) {
    if (run.effect == Effect::kOnScreen) continue;
    CAPTURE(run.command);
    const ProgramResult result = run_faultline(
        study_states().words(run), {.folder = study, .input = run.input, .as_nobody = true});
    CAPTURE(result.err);
    CHECK(result.exit_code == (run.effect == Effect::kReads ? 0 : 1));
    const bool is_told = result.err.find("cannot be written") != std::string::npos ||
                         result.err.find("could not be") != std::string::npos ||
                         result.err.find("cannot be opened") != std::string::npos;
    CHECK(is_told == (run.effect == Effect::kWrites));
  }

  const FolderContent after = content_of(study, false);
  CHECK((before.rows == after.rows));
  CHECK((before.files == after.files));
}
