#include "taxonomy/label_import.h"

#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "taxonomy/exchange/doccano.h"
#include "taxonomy/exchange/label_studio.h"

namespace faultline::app {

namespace {

void refuse_options(const Arguments& arguments, const std::string& file,
                    std::initializer_list<const char*> options, std::string_view kind) {
  for (const char* option : options) {
    if (!arguments.has(option)) continue;
    throw Error(fmt::format("--{} is not for {}", option, kind)).at(file);
  }
}

taxonomy::LabelImport import_file(Study& study, const World& world, const std::string& file,
                                  const Arguments& arguments) {
  const std::filesystem::path path = world.current_folder / file;
  const std::string ending = to_lower(path.extension().string());
  const auto rater = arguments.text("rater");
  const Moment now = world.clock.now();
  if (ending == ".json") {
    refuse_options(arguments, file, {"repository", "sheet", "range"}, "tasks of Label Studio");
    return taxonomy::import_label_studio(study.database, study.codebook, read_file(path), file,
                                         rater, now);
  }
  if (ending == ".jsonl") {
    const std::string content = read_file(path);
    if (taxonomy::is_doccano(content)) {
      refuse_options(arguments, file, {"repository", "sheet", "range"}, "documents of doccano");
      return taxonomy::import_doccano(study.database, study.codebook, content, file, rater, now);
    }
    refuse_options(arguments, file, {"rater", "repository", "sheet", "range"},
                   "logs (.jsonl), which name everything");
    return taxonomy::import_label_log(study.database, study.codebook, content, file, now,
                                      arguments.has("known-raters"));
  }
  const auto sheet =
      taxonomy::open_label_sheet(path, arguments.text("sheet"), arguments.text("range"));
  return taxonomy::import_labels(study.database, study.codebook, *sheet, file,
                                 {.rater = rater, .repository = arguments.text("repository")}, now);
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  for (const std::string& file : arguments.positional()) {
    const taxonomy::LabelImport done = import_file(study, world, file, arguments);
    if (arguments.has("quiet")) continue;
    world.out << fmt::format("{}: {}; {} added, {} known already; {} added\n", printable(file),
                             counted(done.rows, "row"), counted(done.labels_added, "label"),
                             done.labels_known, counted(done.issues_added, "issue"));
    if (!done.raters_added.empty()) {
      world.out << "  new raters: " << printable(join(done.raters_added, ", ")) << "\n";
    }
    if (done.labels_added == 0) world.out << "  nothing was added: the study has all of it\n";
    if (done.rows_without_code > 0) {
      world.out << fmt::format("  left out: {} without a code\n",
                               counted(done.rows_without_code, "row"));
    }
    if (!done.ignored_columns.empty()) {
      world.out << "  not read: the columns " << printable(join(done.ignored_columns, ", "))
                << "\n";
    }
  }
  return ExitCode::kDone;
}

}  // namespace

Command label_import_command() {
  return {
      .name = "label import",
      .arguments = "FILE...",
      .least_arguments = 1,
      .most_arguments = kAnyNumber,
      .about = "read labels from CSV, coding sheets, logs or other programs",
      .details =
          "A table has one issue a row: columns `repository` and `issue`, or `url`; `rater`; and "
          "one\n"
          "column for each dimension, with codes by id, name, alias or number (`subcause` holds a\n"
          "child of the cause). In a spreadsheet, \"by number\" behind a heading marks a second\n"
          "column that must say the same, and \"memo\" behind a dimension its memo. Logs and "
          "documents of doccano end in .jsonl, tasks of "
          "Label\n"
          "Studio in .json; a label that comes back from there as it went is not added again. A "
          "file with a bad row changes nothing; importing a file\n"
          "twice adds nothing.",
      .example =
          "faultline label import labels.csv --rater ana\n"
          "faultline label import sheet.xlsx --rater ben\n"
          "faultline label import drift.xlsx --sheet Drift --range A2:D11,J2:N11 --rater ben",
      .options = {{"rater", "RATER", "whose labels they are, where no column says"},
                  {"repository", "OWNER/NAME", "of which repository the issues are"},
                  {"sheet", "NAME", "which sheet of a spreadsheet"},
                  {"range", "CELLS", "which cells of it, headings first, such as A2:D11,J2:N11"},
                  {"known-raters", "", "refuse a log with raters that the study does not have"}},
      .run = run};
}

}  // namespace faultline::app
