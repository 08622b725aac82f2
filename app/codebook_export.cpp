#include <fmt/format.h>

#include "app/commands.h"
#include "app/study.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "taxonomy/codebook.h"
#include "taxonomy/exchange/refi_qda.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::filesystem::path path = world.current_folder / words.front();
  if (to_lower(path.extension().string()) != ".qdc") {
    throw Error("the ending of the file does not say in which format to write it")
        .at(words.front())
        .help("end it in .qdc; `faultline show codebook` prints TOML");
  }
  const data::Codebook codebook =
      words.size() > 1 ? taxonomy::find_codebook(words[1], world.current_folder)
                       : open_study(world, arguments, data::Database::Access::kRead).codebook;
  write_file(path, taxonomy::write_qdc(codebook));
  if (!arguments.has("quiet")) {
    world.out << fmt::format("{} is written: {}, version {}\n", printable(words.front()),
                             printable(codebook.name), codebook.version);
  }
  return ExitCode::kDone;
}

}  // namespace

Command codebook_export_command() {
  return {
      .name = "codebook export",
      .arguments = "FILE [CODEBOOK]",
      .least_arguments = 1,
      .most_arguments = 2,
      .about = "write a codebook for programs of qualitative analysis (.qdc)",
      .details =
          "The study's codebook, or the built-in one or file that is named. REFI-QDA codebooks\n"
          "are read by ATLAS.ti, MAXQDA, NVivo, QualCoder and others.",
      .example = "faultline codebook export failures.qdc converter-failures",
      .options = {},
      .run = run};
}

}  // namespace faultline::app
