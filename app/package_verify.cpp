#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/study_package.h"
#include "base/error.h"
#include "base/file.h"
#include "base/temporary_folder.h"
#include "base/text.h"
#include "data/foreign_database.h"
#include "data/zip_archive.h"

namespace faultline::app {

namespace {

/// Far more than a package of 100,000 issues takes.
constexpr data::ZipLimits kLimits{
    .entries = 10'000, .unpacked = std::size_t{2} << 30U, .ratio = 200};
constexpr std::size_t kLargestText = std::size_t{64} << 20U;

using Checksums = std::map<std::string, std::string>;  ///< by path

struct Difference {
  std::string path;
  std::string what;
};

struct Verification {
  std::int64_t files = 0;
  std::int64_t recomputed = 0;
  std::vector<Difference> differences;
  /// Whether the results were computed anew; not where the study in the package is another one.
  bool is_recomputed = false;
  bool is_without_figures = false;  ///< gnuplot is missing: what it draws was not compared
};

void unpack(const std::filesystem::path& file, const std::filesystem::path& folder) {
  data::ZipArchive archive(file, kLimits, data::kPackage);
  // All names are looked at before the first file is written.
  for (const std::string& name : archive.file_names()) archive.save(name, folder / name);
}

Checksums read_checksums(const std::filesystem::path& folder) {
  constexpr std::size_t kDigits = 64;
  const std::filesystem::path path = folder / kChecksumsName;
  if (!std::filesystem::is_regular_file(path)) {
    throw Error("this is no replication package")
        .at(folder.string())
        .because(fmt::format("there is no {} in it", kChecksumsName))
        .help("`faultline package OUT.zip` writes one");
  }
  if (std::filesystem::file_size(path) > kLargestText) {
    throw Error("the package's checksums are too large to be genuine").at(path.string());
  }
  Checksums checksums;
  std::size_t line_number = 0;
  for (const std::string& line : split(read_file(path), '\n')) {
    ++line_number;
    if (line.empty()) continue;
    if (line.size() < kDigits + 3 || line.substr(kDigits, 2) != "  ") {
      throw Error("the package's checksums cannot be read")
          .at(path.string(), line_number)
          .because("a line is not a checksum, two spaces and a path");
    }
    checksums.emplace(line.substr(kDigits + 2), line.substr(0, kDigits));
  }
  return checksums;
}

/// Sets the files beside their checksums. @return whether those that the results follow from are
/// the ones that were packaged
bool compare_checksums(const std::filesystem::path& folder, Verification& verification) {
  Checksums expected = read_checksums(folder);
  bool is_same_study = true;
  for (const std::string& path : files_below(folder)) {
    if (path == kChecksumsName) continue;
    ++verification.files;
    const auto found = expected.find(path);
    if (found == expected.end()) {
      verification.differences.push_back({path, "is not among the checksums"});
    } else {
      if (describe_file(folder, path).sha256 != found->second) {
        verification.differences.push_back({path, "is not as it was packaged"});
        is_same_study = is_same_study && is_result(path);
      }
      expected.erase(found);
    }
  }
  for (const auto& [path, checksum] : expected) {
    verification.differences.push_back({path, "is missing"});
    is_same_study = is_same_study && is_result(path);
  }
  return is_same_study;
}

void copy_into(const std::filesystem::path& folder, const std::filesystem::path& target,
               const std::filesystem::path& name) {
  if (!std::filesystem::is_regular_file(folder / name)) {
    throw Error("the package holds no study")
        .at(folder.string())
        .because(fmt::format("there is no {} in it", name.string()));
  }
  const std::uintmax_t most = name == kDatabaseName ? kLimits.unpacked : kLargestText;
  if (std::filesystem::file_size(folder / name) > most) {
    throw Error("the package is too large to be genuine")
        .at((folder / name).string())
        .because(fmt::format("more than {} bytes are not looked at", most));
  }
  std::filesystem::create_directories((target / name).parent_path());
  std::filesystem::copy_file(folder / name, target / name);
}

/// Opens the packaged study in a copy, since opening may write beside the database.
Study open_packaged(const std::filesystem::path& folder, const std::filesystem::path& copy) {
  copy_into(folder, copy, kStudyFileName);
  copy_into(folder, copy, kDatabaseName);
  data::check_foreign_database(copy / kDatabaseName);
  const data::StudyFile file = data::read_study_file(copy / kStudyFileName);
  const std::filesystem::path codebook = file.codebook;
  if (!stays_inside(codebook)) {
    throw Error("the package's study names a codebook outside of the package")
        .at(kStudyFileName)
        .because(fmt::format("its codebook is '{}'", file.codebook));
  }
  if (std::filesystem::is_regular_file(folder / codebook)) copy_into(folder, copy, codebook);
  return open_study_in(copy, data::Database::Access::kRead);
}

void compare_results(const std::filesystem::path& folder, Verification& verification) {
  const TemporaryFolder copy;
  const TemporaryFolder results;
  Study study = open_packaged(folder, copy.path());
  verification.is_without_figures = write_results(study, results.path()).has_value();
  verification.is_recomputed = true;
  Checksums computed;
  for (const std::string& path : files_below(results.path())) {
    if (verification.is_without_figures && is_drawn(path)) continue;
    computed.emplace(path, describe_file(results.path(), path).sha256);
  }
  verification.recomputed = static_cast<std::int64_t>(computed.size());
  for (const auto& [path, checksum] : computed) {
    if (!std::filesystem::is_regular_file(folder / path)) {
      verification.differences.push_back(
          {path, "follows from the study and is not in the package"});
    } else if (describe_file(folder, path).sha256 != checksum) {
      verification.differences.push_back(
          {path, is_drawn(path) ? "does not follow from the study, or was drawn by another gnuplot"
                                : "does not follow from the study"});
    }
  }
  for (const std::string& path : files_below(folder)) {
    if (verification.is_without_figures && is_drawn(path)) continue;
    if (is_result(path) && !computed.contains(path)) {
      verification.differences.push_back({path, "is not among what follows from the study"});
    }
  }
}

void print(World& world, const Verification& verification) {
  for (const Difference& difference : verification.differences) {
    world.out << printable(fmt::format("{} {}", difference.path, difference.what)) << "\n";
  }
  if (!verification.is_recomputed) {
    world.out << "The results were not recomputed: the study is not the one that was packaged.\n";
    return;
  }
  if (verification.is_without_figures) {
    world.out
        << "What shows figures was not compared: gnuplot is missing (Debian's gnuplot-nox).\n";
  }
  if (verification.differences.empty()) {
    world.out << fmt::format("{} as packaged; {} recomputed from the database, all the same.\n",
                             counted(verification.files, "file"),
                             counted(verification.recomputed, "result"));
    return;
  }
  world.out << fmt::format(
      "{} and {} were looked at. Another version of faultline may write results otherwise: the "
      "package's README.md names the one it was made with.\n",
      counted(verification.files, "file"), counted(verification.recomputed, "recomputed result"));
}

nlohmann::ordered_json to_json(const Verification& verification) {
  nlohmann::ordered_json differences = nlohmann::ordered_json::array();
  for (const Difference& difference : verification.differences) {
    differences.push_back({{"path", difference.path}, {"what", difference.what}});
  }
  return {{"files", verification.files},
          {"recomputed", verification.recomputed},
          {"differences", differences}};
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::filesystem::path path = world.current_folder / arguments.positional().front();
  std::optional<TemporaryFolder> unpacked;
  std::filesystem::path folder = path;
  if (!std::filesystem::is_directory(path)) {
    unpacked.emplace();
    unpack(path, unpacked->path());
    folder = unpacked->path();
  }
  Verification verification;
  if (compare_checksums(folder, verification)) compare_results(folder, verification);
  if (arguments.has("json")) {
    world.out << to_json(verification).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  } else if (!arguments.has("quiet") || !verification.differences.empty()) {
    print(world, verification);
  }
  return verification.differences.empty() ? ExitCode::kDone : ExitCode::kDifferent;
}

}  // namespace

Command package_verify_command() {
  return {.name = "package verify",
          .arguments = "FILE",
          .least_arguments = 1,
          .most_arguments = 1,
          .about = "recompute a replication package and compare it byte for byte",
          .details =
              "FILE is a package or the folder it was unpacked into. Checksums are compared; then\n"
              "the label logs, every table and the report are computed anew from the packaged\n"
              "database. What differs is named, and the exit code is 4. A package is not trusted:\n"
              "nothing is written outside of a temporary folder, and what is no package of this\n"
              "program is refused.",
          .example = "faultline package verify study.zip",
          .options = {kJsonOption},
          .run = run};
}

}  // namespace faultline::app
