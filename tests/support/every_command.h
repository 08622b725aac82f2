#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/github_server/server.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace faultline::test {

/// How far a study has come; each state has what the ones before it have.
enum class StudyState { kNone, kNew, kCollected, kScreened, kSampled, kFull };

/// What a command does to the files of its folder.
enum class Effect {
  kReads,     ///< nothing
  kWrites,    ///< it changes the study, or writes files
  kOnScreen,  ///< it changes the study, and needs a terminal: its own tests press its keys
};

/// One run of one command that does something, in a study of a state.
struct CommandRun {
  std::string command;             ///< its name, as the overview lists it
  std::vector<std::string> words;  ///< what follows the name
  Effect effect = Effect::kReads;
  StudyState state = StudyState::kFull;  ///< where it begins
  std::string input = {};                ///< its standard input
};

/// Every command of the program. A test compares it with what `faultline --help` lists.
[[nodiscard]] const std::vector<CommandRun>& every_command();

/// Studies in every state, with files that commands read, over a local GitHub. Made once.
class StudyStates {
 public:
  StudyStates();

  /// Copies the study of a state into a new folder.
  void copy(StudyState state, const std::filesystem::path& folder) const;

  /// The whole command line behind the program's name.
  [[nodiscard]] std::vector<std::string> words(const CommandRun& run) const;
  [[nodiscard]] ProgramResult run(const CommandRun& run, const std::filesystem::path& folder) const;
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& words,
                                  const std::filesystem::path& folder) const;

 private:
  void require(const std::vector<std::string>& words) const;
  void keep(StudyState state) const;

  TemporaryFolder folder_;
  GithubServer server_;
};

[[nodiscard]] const StudyStates& study_states();

/// All that a study's folder holds that counts: the rows of every table, and the files beside the
/// database by name, without what a killed command left unfinished.
struct FolderContent {
  std::string rows;
  std::map<std::string, std::string> files;
};

/// @param of_collection  only what is collected, without the study's own ids and how often GitHub
///                       was asked
[[nodiscard]] FolderContent content_of(const std::filesystem::path& folder, bool of_collection);

}  // namespace faultline::test
