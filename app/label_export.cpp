#include "taxonomy/label_export.h"

#include <fmt/format.h>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace faultline::app {

namespace {

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const std::string& file = arguments.positional().front();
  const std::filesystem::path path = world.current_folder / file;
  const std::string ending = to_lower(path.extension().string());
  const auto rater = arguments.text("rater");
  if (ending == ".csv") {
    write_file(path, taxonomy::export_labels_csv(study.database, study.codebook, rater));
  } else if (ending == ".jsonl") {
    write_file(path, taxonomy::export_labels_jsonl(study.database, rater));
  } else {
    throw Error("the ending of the file does not say in which format to write it")
        .at(file)
        .help("end it in .csv or .jsonl");
  }
  if (!arguments.has("quiet")) world.out << fmt::format("{} is written\n", printable(file));
  return ExitCode::kDone;
}

}  // namespace

Command label_export_command() {
  return {.name = "label export",
          .arguments = "FILE",
          .least_arguments = 1,
          .most_arguments = 1,
          .about = "write all labels as CSV or as a log (JSONL)",
          .details =
              "The file's ending says which. The same labels give the same bytes, and\n"
              "`label import` reads them back.",
          .example =
              "faultline label export labels.csv\n"
              "faultline label export ana.jsonl --rater ana",
          .options = {{"rater", "NAME", "only this rater's labels"}},
          .run = run};
}

}  // namespace faultline::app
