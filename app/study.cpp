#include "app/study.h"

#include "base/error.h"
#include "base/file.h"
#include "data/issues.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

std::optional<std::filesystem::path> find_study(const World& world, const Arguments& arguments) {
  if (const auto named = arguments.text("study")) {
    const std::filesystem::path folder = world.current_folder / *named;
    if (std::filesystem::is_regular_file(folder / kStudyFileName)) return folder;
    throw Error("the folder holds no study")
        .at(*named)
        .because("it has no study.toml")
        .help("`faultline init DIR` makes a study");
  }
  for (std::filesystem::path folder = world.current_folder;; folder = folder.parent_path()) {
    if (std::filesystem::is_regular_file(folder / kStudyFileName)) return folder;
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

}  // namespace

Study open_study_in(const std::filesystem::path& folder, data::Database::Access access) {
  data::StudyFile file = data::read_study_file(folder / kStudyFileName);
  data::Codebook codebook = taxonomy::find_codebook(file.codebook, folder);
  Study study{folder, std::move(file), std::move(codebook),
              data::Database::open(folder / kDatabaseName, access)};
  if (access == data::Database::Access::kWrite) {
    study.database.transaction([&] {
      data::store_repositories(study.database, study.file);
      data::store_codebook(study.database, study.codebook);
    });
  }
  return study;
}

Study open_study(const World& world, const Arguments& arguments, data::Database::Access access) {
  if (auto study = find_open_study(world, arguments, access)) return std::move(*study);
  throw Error("there is no study here")
      .because("neither this folder nor one above it holds a study.toml")
      .help("`faultline init DIR` makes a study; `--study DIR` names one that is elsewhere");
}

std::optional<Study> find_open_study(const World& world, const Arguments& arguments,
                                     data::Database::Access access) {
  const auto folder = find_study(world, arguments);
  if (!folder) return std::nullopt;
  return open_study_in(*folder, access);
}

void create_study(const std::filesystem::path& folder, std::string_view template_name) {
  create_study_from(folder, data::study_file_template(template_name));
}

void create_study_from(const std::filesystem::path& folder, std::string_view protocol) {
  for (const char* name : {kStudyFileName, kDatabaseName}) {
    if (!std::filesystem::exists(folder / name)) continue;
    throw Error("the folder holds a study already; nothing was changed")
        .at((folder / name).string())
        .help("choose another folder");
  }
  write_file(folder / kStudyFileName, protocol);
  static_cast<void>(data::Database::create(folder / kDatabaseName));
  static_cast<void>(open_study_in(folder, data::Database::Access::kWrite));
}

}  // namespace faultline::app
