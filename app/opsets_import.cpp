#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/file.h"
#include "base/text.h"
#include "collectors/opsets/import_history.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  for (const std::string& file : arguments.positional()) {
    const collectors::OperatorHistoryImport done =
        collectors::import_operator_history(study.database, read_file(world.current_folder / file),
                                            file, arguments.text("history").value_or("published"));
    if (arguments.has("quiet")) continue;
    world.out << fmt::format("{}: {}, {} added, {} known already\n", printable(file),
                             counted(done.sets, "release date"),
                             counted(done.changes_added, "change"), done.changes_known);
    if (!done.ignored_columns.empty()) {
      world.out << "  not read: the columns " << printable(join(done.ignored_columns, ", "))
                << "\n";
    }
  }
  return ExitCode::kDone;
}

}  // namespace

Command opsets_import_command() {
  return {
      .name = "opsets import",
      .arguments = "FILE...",
      .least_arguments = 1,
      .most_arguments = kAnyNumber,
      .about = "read ONNX's operator history",
      .details =
          "CSV with the columns opset, operator, change (added, updated, deprecated) and\n"
          "optionally source and domain; CSV with the columns opset and released; or the\n"
          "published study's JSON. A file with a bad row changes nothing.",
      .example = "faultline opsets import opsets.csv changes.csv",
      .options = {{"history", "HISTORY", "who counted, where the file does not say (published)"}},
      .run = run};
}

}  // namespace faultline::app
