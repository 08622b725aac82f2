#include "survey/import.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "survey/instrument.h"

namespace faultline::app {

namespace {

using survey::SurveyImport;

nlohmann::ordered_json to_json(const SurveyImport& done, const std::string& file) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::object();
  for (const survey::RowRule& rule : survey::kRowRules) {
    rows[std::string(rule.id)] = done.count(rule.kind);
  }
  nlohmann::ordered_json options = nlohmann::ordered_json::array();
  for (const survey::NewOption& option : done.new_options) {
    options.push_back(
        {{"question", option.question}, {"option", option.text}, {"count", option.count}});
  }
  return {{"file", file},
          {"wave", done.wave},
          {"known", done.is_known},
          {"rows", done.rows},
          {"rows_by_rule", rows},
          {"unfinished_kept", done.unfinished_kept},
          {"artefacts", done.artefacts},
          {"personal_columns", done.personal_columns},
          {"unread_columns", done.unread_columns},
          {"new_options", options}};
}

void print_rules(World& world, const SurveyImport& done) {
  for (const survey::RowRule& rule : survey::kRowRules) {
    world.out << fmt::format("  {:>7}  {:<13} {}\n", done.count(rule.kind), rule.id, rule.rule);
  }
}

void print_import(World& world, const SurveyImport& done, const std::string& file,
                  bool keeps_personal) {
  if (done.is_known) {
    world.out << fmt::format("{}: is wave {} already; nothing was added\n", printable(file),
                             done.wave);
    return;
  }
  world.out << fmt::format("{}: wave {}, {} below the headings, of which\n", printable(file),
                           done.wave, counted(done.rows, "row"));
  print_rules(world, done);
  if (done.unfinished_kept > 0) {
    world.out << fmt::format("{} did not reach the end and {} kept\n",
                             counted(done.unfinished_kept, "respondent"),
                             done.unfinished_kept == 1 ? "is" : "are");
  }
  if (done.artefacts > 0) {
    world.out << fmt::format("{} with a display order (AnswerDisplayOrder) {} no answer\n",
                             counted(done.artefacts, "cell"), done.artefacts == 1 ? "is" : "are");
  }
  if (!done.personal_columns.empty()) {
    world.out << fmt::format("{}: the columns {}\n",
                             keeps_personal ? "personal data kept" : "personal data dropped",
                             printable(join(done.personal_columns, ", ")));
  }
  if (!done.unread_columns.empty()) {
    world.out << fmt::format("not of the instrument, not read: the columns {}\n",
                             printable(join(done.unread_columns, ", ")));
  }
  for (const survey::NewOption& option : done.new_options) {
    world.out << fmt::format("new option of {}: '{}', {}\n", option.question,
                             printable(option.text), counted(option.count, "answer"));
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  const auto named = arguments.text("instrument");
  if (!named) {
    throw Error("which survey is it?")
        .help(
            "name its instrument: --instrument onnx-interoperability, or a TOML file of yours "
            "(`faultline show instrument` prints one to start from)");
  }
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::string& file = arguments.positional().front();
  const SurveyImport done = survey::import_responses(
      study.database, survey::find_instrument(*named, world.current_folder),
      world.current_folder / file, std::filesystem::path(file).filename().string(),
      {.sheet = arguments.text("sheet"),
       .accept_new = arguments.has("accept-new"),
       .keep_personal = arguments.has("keep-personal"),
       .invited = arguments.positive("invited"),
       .population = arguments.positive("population")},
      world.clock.now());
  if (arguments.has("json")) {
    world.out << to_json(done, file).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  } else if (!arguments.has("quiet")) {
    print_import(world, done, file, arguments.has("keep-personal"));
  }
  return ExitCode::kDone;
}

}  // namespace

Command survey_import_command() {
  return {
      .name = "survey import",
      .arguments = "FILE",
      .least_arguments = 1,
      .most_arguments = 1,
      .about = "read the responses to a survey",
      .details =
          "An export of Qualtrics (CSV, XLSX), Google Forms or LimeSurvey (CSV), with the texts "
          "of\n"
          "the choices or their codes. What is a respondent is decided by rules, which are "
          "printed\n"
          "with the number of rows that each left out. Personal data is dropped. An answer that "
          "is\n"
          "no option stops the import; nothing is changed then. A second export is a second wave.",
      .example = "faultline survey import responses.csv --instrument onnx-interoperability",
      .options = {{"instrument", "INSTRUMENT", "a built-in instrument, or a TOML file"},
                  {"sheet", "NAME", "which sheet of a spreadsheet"},
                  {"accept-new", "", "take unknown options as options of their own"},
                  {"keep-personal", "", "keep addresses, names and locations"},
                  {"invited", "N", "how many people were asked to take part"},
                  {"population", "N", "of how many people they are a part"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
