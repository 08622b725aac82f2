#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/judge_pilot.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/error.h"
#include "base/text.h"
#include "collectors/screening/judgement_import.h"
#include "collectors/screening/sample.h"
#include "data/csv.h"
#include "data/labels.h"
#include "reports/tables/tables.h"

namespace faultline::app {

namespace {

constexpr std::int64_t kDefaultPilot = 50;

void import_file(World& world, Study& study, const Arguments& arguments) {
  const std::string file = *arguments.text("import");
  const data::CsvTable table = data::read_csv(world.current_folder / file);
  const collectors::JudgementImport done = collectors::import_judgements(
      study.database, table, file, arguments.text("rater"), world.clock.now());
  if (arguments.has("quiet") || arguments.has("json")) return;
  world.out << fmt::format("{}: {}, {} new or changed\n", printable(file),
                           counted(done.rows, "judgement"), done.stored);
}

/// Draws the pilot where there is none, and what is missing to --pilot where there is.
void draw_pilot(World& world, Study& study, const Arguments& arguments) {
  const auto wanted = arguments.positive("pilot");
  if (!wanted && data::find_sample(study.database, data::kPilotSample)) return;
  const collectors::Drawing drawing = collectors::draw_pilot(
      study.database, study.file, wanted.value_or(kDefaultPilot), world.clock.now());
  if (arguments.has("quiet") || arguments.has("json")) return;
  for (const collectors::DrawnStratum& stratum : drawing.strata) {
    world.out << printable(fmt::format("{}: {} drawn for the pilot, {} in it, of {} relevant",
                                       stratum.converter, stratum.added,
                                       stratum.before + stratum.added, stratum.candidates))
              << "\n";
  }
}

void judge(World& world, Study& study, const std::string& rater) {
  std::int64_t rater_id = 0;
  study.database.transaction([&] { rater_id = data::find_or_add_rater(study.database, rater); });
  judge_pilot(world, study, rater_id);
}

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.has("import") && arguments.has("pilot")) {
    throw Error("--import and --pilot exclude each other");
  }
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const auto rater = arguments.text("rater");
  if (arguments.has("import")) {
    import_file(world, study, arguments);
  } else {
    draw_pilot(world, study, arguments);
    if (rater && !arguments.has("json")) judge(world, study, *rater);
  }
  reports::TableRequest request = table_request(study, arguments);
  if (rater) {
    const std::vector<std::string> known = data::raters(study.database);
    if (std::find(known.begin(), known.end(), *rater) == known.end()) request.rater.reset();
  }
  print_table(world, arguments, reports::build_table("filter", request));
  return ExitCode::kDone;
}

}  // namespace

Command screen_validate_command() {
  return {
      .name = "screen validate",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "measure the screening against hand judgements",
      .details =
          "Draws a pilot of relevant issues per converter, with and without evidence of repair,\n"
          "asks of each whether it is a repaired failure of the converter, and prints precision,\n"
          "recall and F1. What the screening made of an issue is not shown. Judgements are stored\n"
          "one by one: stop with q, go on by running it again.",
      .example =
          "faultline screen validate --pilot 50 --rater ana\n"
          "faultline screen validate --import judgements.csv   # repository, issue, relevant, "
          "rater",
      .options = {{"pilot", "N", "issues per converter; 50 where there is no pilot yet"},
                  {"rater", "RATER", "who judges, or whose judgements count"},
                  {"import", "FILE",
                   "read judgements from CSV: repository, issue, relevant (yes/no)"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
