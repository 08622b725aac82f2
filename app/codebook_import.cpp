#include "app/commands.h"
#include "base/file.h"
#include "taxonomy/exchange/refi_qda.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  const std::string& file = arguments.positional().front();
  world.out << taxonomy::read_qdc(read_file(world.current_folder / file), file);
  return ExitCode::kDone;
}

}  // namespace

Command codebook_import_command() {
  return {
      .name = "codebook import",
      .arguments = "FILE",
      .least_arguments = 1,
      .most_arguments = 1,
      .about = "print a codebook of another program (.qdc) as TOML",
      .details =
          "The printed TOML is a file that a study can use. Codes on the first level are read\n"
          "as dimensions where they cannot be used for coding or three levels are nested; else\n"
          "all codes are of one dimension.",
      .example =
          "faultline codebook export failures.qdc converter-failures\n"
          "faultline codebook import failures.qdc > my-codebook.toml",
      .options = {},
      .run = run};
}

}  // namespace faultline::app
