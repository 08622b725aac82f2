#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/study_package.h"
#include "base/error.h"
#include "base/temporary_folder.h"
#include "base/text.h"
#include "data/zip_writer.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const std::string& out = arguments.positional().front();
  if (!to_lower(out).ends_with(".zip")) {
    throw Error("the package is a .zip file")
        .at(out)
        .help(fmt::format("name it, for example, {}.zip", shell_word(out)));
  }
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const data::Names names =
      arguments.has("with-names") ? data::Names::kAsTheyAre : data::Names::kPseudonyms;
  const TemporaryFolder folder;
  const auto files = write_package(study, folder.path(), names);
  std::vector<data::ZipMember> members;
  members.reserve(files.size());
  for (const reports::PackagedFile& file : files) {
    members.push_back({.name = file.path, .file = folder.path() / file.path});
  }
  data::write_zip(world.current_folder / out, members);
  if (arguments.has("quiet")) return ExitCode::kDone;
  world.out << fmt::format(
      "{} with {}, {}\n", printable(out), counted(static_cast<std::int64_t>(files.size()), "file"),
      names == data::Names::kAsTheyAre ? "people named as they are" : "people under pseudonyms");
  for (const char* name : {"LICENSE", "CITATION.cff"}) {
    if (std::filesystem::is_regular_file(study.folder / name)) continue;
    world.out << fmt::format("  the study's folder has no {}: the package says so\n", name);
  }
  world.out << fmt::format("Next: read its README.md; `faultline package verify {}`.\n",
                           shell_word(printable(out)));
  return ExitCode::kDone;
}

}  // namespace

Command package_command() {
  return {
      .name = "package",
      .arguments = "FILE",
      .least_arguments = 1,
      .most_arguments = 1,
      .about = "write the study's replication package",
      .details =
          "The package holds the protocol, the database, the codebook, the label logs, the report\n"
          "with all tables, descriptions for people and programs (README.md, datapackage.json,\n"
          "ro-crate-metadata.json, CITATION.cff) and checksums. Raters and people on GitHub have\n"
          "pseudonyms, also where texts mention them, and GitHub's raw answers are left out;\n"
          "personal details of respondents are never in it. LICENSE and CITATION.cff in the\n"
          "study's folder are taken as they are. The same study gives the same bytes.",
      .example =
          "faultline package study.zip\n"
          "faultline package verify study.zip",
      .options = {{"with-names", "", "people as they are named, and GitHub's raw answers"}},
      .run = run};
}

}  // namespace faultline::app
