#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/file.h"
#include "base/text.h"
#include "collectors/conversions/import_results.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  collectors::ResultDefaults defaults{.converter = arguments.text("converter"),
                                      .kind = arguments.text("kind")};
  if (const auto tolerance = arguments.text("tolerance")) {
    defaults.tolerance = data::parse_tolerance(*tolerance);
  }
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  for (const std::string& file : arguments.positional()) {
    const collectors::ResultImport done = collectors::import_results(
        study.database, read_file(world.current_folder / file), file, defaults);
    if (arguments.has("quiet")) continue;
    world.out << fmt::format("{}: {} added, {} known already\n", printable(file),
                             counted(done.added, "result"), done.known);
    if (done.restated > 0) {
      world.out << fmt::format(
          "  {}: the file says another outcome than the difference gives with this tolerance, "
          "which holds\n",
          counted(done.restated, "result"));
    }
    if (done.other_tolerance > 0) {
      world.out << fmt::format(
          "  {} the tolerance with which {} first; `faultline table outcomes --tolerance X` and "
          "`faultline conversions show --tolerance X` judge by another one\n",
          done.other_tolerance == 1 ? "1 result keeps"
                                    : fmt::format("{} results keep", done.other_tolerance),
          done.other_tolerance == 1 ? "it came" : "they came");
    }
    if (!done.ignored_columns.empty()) {
      world.out << "  not read: the columns " << printable(join(done.ignored_columns, ", "))
                << "\n";
    }
  }
  return ExitCode::kDone;
}

}  // namespace

Command conversions_import_command() {
  return {
      .name = "conversions import",
      .arguments = "FILE...",
      .least_arguments = 1,
      .most_arguments = kAnyNumber,
      .about = "read what became of converted models",
      .details =
          "CSV with the columns model, converter, kind, outcome (wrapper-failure,\n"
          "conversion-failure, load-failure, mismatch, successful), max_abs_diff, error and\n"
          "optionally size; or the published study's result files (JSON arrays with result,\n"
          "error, mismatch or mad). Where the outcome is not said: errors that begin with\n"
          "[ONNXRuntimeError] are load failures, others conversion failures; a difference above\n"
          "the tolerance is a mismatch. A file with a bad result changes nothing.",
      .example =
          "faultline conversions import results.csv\n"
          "faultline conversions import torch_*.json --kind synthetic",
      .options = {{"converter", "CONVERTER", "where the file does not say it"},
                  {"kind", "KIND", "of the models, where the file does not say it"},
                  {"tolerance", "X", "above it, a difference is a mismatch (1e-7)"}},
      .run = run};
}

}  // namespace faultline::app
