#pragma once

#include <filesystem>

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

/// Writes a new study into a folder, which is made where it is missing.
/// @param template_name  see data::study_file_template
/// @throws Error (input) where the folder holds a study already; (failure) where it cannot be
/// written
void create_study(const std::filesystem::path& folder,
                  std::string_view template_name = data::kDefaultTemplate);

/// Writes a new study into a folder, as create_study, with the text of its study.toml.
void create_study_from(const std::filesystem::path& folder, std::string_view protocol);

}  // namespace faultline::app
