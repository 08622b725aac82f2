#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "app/command.h"
#include "app/world.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/study_file.h"

namespace faultline::app {

inline constexpr const char* kStudyFileName = "study.toml";
inline constexpr const char* kDatabaseName = "study.db";

/// A study that is open: its protocol, its codebook and its database.
struct Study {
  std::filesystem::path folder;
  data::StudyFile file;
  data::Codebook codebook;
  data::Database database;
};

/// Opens the study that --study names, else the one in the current folder or the nearest above it.
/// For writing, the database's repositories and codebook are first made those of the study file.
/// @throws Error (input) where there is none, or its files are wrong
[[nodiscard]] Study open_study(const World& world, const Arguments& arguments,
                               data::Database::Access access);

/// As open_study, for what also works without one: no value where there is none here. One that
/// --study names must be there.
[[nodiscard]] std::optional<Study> find_open_study(const World& world, const Arguments& arguments,
                                                   data::Database::Access access);

/// Opens the study in a folder.
[[nodiscard]] Study open_study_in(const std::filesystem::path& folder,
                                  data::Database::Access access);

/// The folder of the study that --study names, else of the one in the current folder or the nearest
/// above it.
/// @throws Error (input) where there is none
[[nodiscard]] std::filesystem::path study_folder(const World& world, const Arguments& arguments);

/// A study that is being made. Its database gets its name only when it is finished, so that whoever
/// is interrupted leaves no half-made study and can begin again in the same folder.
class NewStudy {
 public:
  /// @param folder    is made where it is missing; may hold a study.toml of the same text
  /// @param protocol  the text of its study.toml
  /// @throws Error (input) where the folder holds another study.toml, or a database; nothing was
  ///         changed then;
  ///         (failure) where it cannot be written
  NewStudy(const std::filesystem::path& folder, std::string_view protocol);
  NewStudy(const NewStudy&) = delete;
  NewStudy& operator=(const NewStudy&) = delete;
  NewStudy(NewStudy&&) = delete;
  NewStudy& operator=(NewStudy&&) = delete;
  ~NewStudy();

  /// To be filled.
  [[nodiscard]] Study& study() { return *study_; }
  /// Gives the files their names. @return the study
  [[nodiscard]] Study finish();

 private:
  std::filesystem::path unfinished_;
  std::string protocol_;
  std::optional<Study> study_;
};

/// The text of a new study's study.toml: the template's, or that of a study.toml that is in the
/// folder without a database.
/// @param template_name  see data::study_file_template
[[nodiscard]] std::string new_protocol(const std::filesystem::path& folder,
                                       std::string_view template_name = data::kDefaultTemplate);

}  // namespace faultline::app
