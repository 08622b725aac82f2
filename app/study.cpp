#include "app/study.h"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>
#include <utility>

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

/// Removes a database that was not finished, or a link of its name.
void remove_database(const std::filesystem::path& path) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm"}) {
    std::filesystem::remove(path.string() + ending, ignored);
  }
}

/// What study.toml says, for the database.
void store_protocol(Study& study) {
  study.database.transaction([&] {
    data::store_repositories(study.database, study.file);
    data::store_codebook(study.database, study.codebook);
  });
}

}  // namespace

Study open_study_in(const std::filesystem::path& folder, data::Database::Access access) {
  data::StudyFile file = data::read_study_file(folder / kStudyFileName);
  data::Codebook codebook = taxonomy::find_codebook(file.codebook, folder);
  Study study{folder, std::move(file), std::move(codebook),
              data::Database::open(folder / kDatabaseName, access)};
  if (access == data::Database::Access::kWrite) store_protocol(study);
  return study;
}

std::filesystem::path study_folder(const World& world, const Arguments& arguments) {
  if (auto folder = find_study(world, arguments)) return std::move(*folder);
  throw Error("there is no study here")
      .because("neither this folder nor one above it holds a study.toml")
      .help("`faultline init DIR` makes a study; `--study DIR` names one that is elsewhere");
}

Study open_study(const World& world, const Arguments& arguments, data::Database::Access access) {
  return open_study_in(study_folder(world, arguments), access);
}

std::optional<Study> find_open_study(const World& world, const Arguments& arguments,
                                     data::Database::Access access) {
  const auto folder = find_study(world, arguments);
  if (!folder) return std::nullopt;
  return open_study_in(*folder, access);
}

NewStudy::NewStudy(const std::filesystem::path& folder, std::string_view protocol)
    : unfinished_(folder / kDatabaseName), protocol_(protocol) {
  const std::filesystem::path file = folder / kStudyFileName;
  const bool has_other_protocol = std::filesystem::exists(file) && read_file(file) != protocol;
  for (const auto& [path, is_there] :
       {std::pair(folder / kDatabaseName, std::filesystem::exists(folder / kDatabaseName)),
        {file, has_other_protocol}}) {
    if (!is_there) continue;
    throw Error("the folder holds a study already; nothing was changed")
        .at(path.string())
        .help("choose another folder");
  }
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    throw Error("the folder could not be made", ErrorKind::kFailure)
        .at(folder.string())
        .because(problem.message());
  }
  unfinished_ += fmt::format(".{}.new", ::getpid());
  remove_database(unfinished_);
  data::StudyFile parsed = data::parse_study_file(protocol_, file.string());
  data::Codebook codebook = taxonomy::find_codebook(parsed.codebook, folder);
  study_.emplace(
      Study{folder, std::move(parsed), std::move(codebook), data::Database::create(unfinished_)});
  store_protocol(*study_);
}

NewStudy::~NewStudy() {
  study_.reset();
  remove_database(unfinished_);
}

Study NewStudy::finish() {
  const std::filesystem::path folder = study_->folder;
  write_file(folder / kStudyFileName, protocol_);
  study_.reset();  // which brings all of it into the one file
  std::error_code problem;
  std::filesystem::rename(unfinished_, folder / kDatabaseName, problem);
  if (problem) {
    throw Error("the study's database could not be put into its place", ErrorKind::kFailure)
        .at((folder / kDatabaseName).string())
        .because(problem.message());
  }
  return open_study_in(folder, data::Database::Access::kWrite);
}

std::string new_protocol(const std::filesystem::path& folder, std::string_view template_name) {
  const std::filesystem::path file = folder / kStudyFileName;
  const bool has_its_own =
      std::filesystem::is_regular_file(file) && !std::filesystem::exists(folder / kDatabaseName);
  return has_its_own ? read_file(file) : std::string(data::study_file_template(template_name));
}

}  // namespace faultline::app
