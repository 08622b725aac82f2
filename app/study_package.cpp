#include "app/study_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "app/version.h"
#include "app/write_report.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "taxonomy/label_export.h"

namespace faultline::app {

namespace {

constexpr const char* kCitationName = "CITATION.cff";
constexpr const char* kLicenceName = "LICENSE";
constexpr const char* kReportFolder = "report";
constexpr const char* kLabelLog = "labels.jsonl";
constexpr const char* kLabelTable = "labels.csv";

std::vector<reports::PackagedFile> describe_all(const std::filesystem::path& folder) {
  std::vector<reports::PackagedFile> files;
  for (const std::string& path : files_below(folder)) files.push_back(describe_file(folder, path));
  return files;
}

/// Takes over a file of the study's folder. @return whether there is one
bool take_over(const Study& study, const std::filesystem::path& folder, const char* name) {
  if (!std::filesystem::is_regular_file(study.folder / name)) return false;
  write_file(folder / name, read_file(study.folder / name));
  return true;
}

reports::PackageFacts facts_of(Study& study, data::Names names) {
  reports::PackageFacts facts{.title = study.file.title,
                              .program_version = kVersion,
                              .changed_at = data::newest_change(study.database),
                              .has_names = names == data::Names::kAsTheyAre};
  for (const data::ConverterProtocol& converter : study.file.converters) {
    facts.sources.push_back({converter.name, converter.repository});
  }
  return facts;
}

}  // namespace

std::optional<Error> write_results(Study& study, const std::filesystem::path& folder) {
  taxonomy::write_label_log(folder / kLabelLog, study.database, {});
  taxonomy::write_label_csv(folder / kLabelTable, study.database, study.codebook, {});
  std::vector<reports::Format> formats;
  for (const reports::FormatInfo& known : reports::formats()) formats.push_back(known.format);
  return write_report(study,
                      {.database = &study.database,
                       .codebook = &study.codebook,
                       .seed = study.file.sample_seed},
                      folder / kReportFolder, formats)
      .without_figures;
}

bool is_result(std::string_view path) {
  return path.starts_with("report/") || path == kLabelLog || path == kLabelTable;
}

bool is_drawn(std::string_view path) {
  return path.ends_with(".svg") || path.ends_with(".pdf") || path.ends_with("/report.html") ||
         path.ends_with("/report.tex");
}

bool stays_inside(const std::filesystem::path& path) {
  const std::filesystem::path plain = path.lexically_normal();
  return !plain.empty() && !plain.is_absolute() && *plain.begin() != "..";
}

std::filesystem::path codebook_path(const Study& study) {
  const std::filesystem::path named = study.file.codebook;
  if (!std::filesystem::is_regular_file(study.folder / named)) return "codebook.toml";
  if (!stays_inside(named)) {
    throw Error("the study's codebook lies outside of its folder")
        .at(named.string())
        .help("copy it into the folder of study.toml, and name it there as `codebook`");
  }
  return named.lexically_normal();
}

std::vector<reports::PackagedFile> write_package(Study& study, const std::filesystem::path& folder,
                                                 data::Names names) {
  const std::filesystem::path codebook = codebook_path(study);
  write_file(folder / kStudyFileName, read_file(study.folder / kStudyFileName));
  write_file(folder / codebook, study.codebook.content);
  data::write_shared_copy(study.database, folder / kDatabaseName, names);
  Study packaged = open_study_in(folder, data::Database::Access::kRead);
  if (const auto without_figures = write_results(packaged, folder)) throw *without_figures;

  reports::PackageFacts facts = facts_of(packaged, names);
  const auto files_so_far = describe_all(folder);
  write_file(folder / "datapackage.json", reports::write_data_package(facts, files_so_far, folder));
  facts.has_licence = take_over(study, folder, kLicenceName);
  if (!facts.has_licence) write_file(folder / "LICENSE-HINT.md", reports::write_licence_hint());
  if (!take_over(study, folder, kCitationName)) {
    write_file(folder / kCitationName, reports::write_citation(facts));
  }
  write_file(folder / "README.md", reports::write_package_readme(facts));
  write_file(folder / "ro-crate-metadata.json",
             reports::write_ro_crate(facts, describe_all(folder)));

  std::vector<reports::PackagedFile> files = describe_all(folder);
  std::string checksums;
  for (const reports::PackagedFile& file : files) {
    checksums += fmt::format("{}  {}\n", file.sha256, file.path);
  }
  write_file(folder / kChecksumsName, checksums);
  files.push_back(describe_file(folder, kChecksumsName));
  return files;
}

reports::PackagedFile describe_file(const std::filesystem::path& folder, const std::string& path) {
  std::ifstream stream(folder / path, std::ios::binary);
  Sha256 checksum;
  reports::PackagedFile file{.path = path, .bytes = 0, .sha256 = {}};
  constexpr std::size_t kChunk = 64UL * 1024;
  std::array<char, kChunk> chunk{};
  while (stream) {
    stream.read(chunk.data(), chunk.size());
    const auto length = static_cast<std::size_t>(stream.gcount());
    checksum.add({chunk.data(), length});
    file.bytes += length;
  }
  if (!stream.eof()) {
    throw Error("a file could not be read", ErrorKind::kFailure)
        .at((folder / path).string())
        .help("check its permissions");
  }
  file.sha256 = checksum.finish();
  return file;
}

std::vector<std::string> files_below(const std::filesystem::path& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().lexically_relative(folder).generic_string();
    const auto type = entry.symlink_status().type();
    if (type == std::filesystem::file_type::directory) continue;
    if (type != std::filesystem::file_type::regular) {
      throw Error("the package holds something that is no file")
          .at(entry.path().string())
          .because("it is a link or a device, which may lead elsewhere")
          .help("do not use the package; ask whoever gave it to you");
    }
    paths.push_back(path);
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace faultline::app
