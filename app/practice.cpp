#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/practice_score.h"
#include "app/practice_study.h"
#include "base/error.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/study_summary.h"
#include "reports/write_json.h"
#include "reports/writer.h"

namespace faultline::app {

namespace {

using reports::ColumnKind;

ExitCode export_study(World& world, const Arguments& arguments) {
  const std::string folder = *arguments.text("export");
  static_cast<void>(create_practice_study(world.current_folder / folder));
  if (!arguments.has("quiet")) {
    world.out << fmt::format(
        "The practice study is in {}. Label it with any command, then: faultline --study {} "
        "practice --score\n",
        printable(folder), shell_word(printable(folder)));
  }
  return ExitCode::kDone;
}

/// Whose labels are scored: the rater that is named, else the only one there is.
std::string rater_to_score(Study& study, const Arguments& arguments) {
  if (const auto named = arguments.text("rater")) {
    static_cast<void>(data::prefer_rater(study.database, *named));
    return *named;
  }
  std::vector<std::string> names;
  for (const data::RaterLabels& rater : data::summarize_study(study.database).raters) {
    if (rater.labels > 0) names.push_back(rater.rater);
  }
  if (names.size() == 1) return names.front();
  throw Error(names.empty() ? "nobody has labelled anything yet" : "whose labels are scored?")
      .help(names.empty() ? "`faultline practice` begins"
                          : "say it with --rater; there are: " + join(names, ", "));
}

reports::Table score_table(const PracticeScore& score) {
  reports::Table table{.id = "practice-score",
                       .title = fmt::format("{}: agreement with the key", score.rater)};
  table.columns = {
      {.id = "dimension", .label = "Dimension"},
      {.id = "issues", .label = "Labelled", .kind = ColumnKind::kCount},
      {.id = "right", .label = "Right", .kind = ColumnKind::kCount},
      {.id = "agreement", .label = "Share", .kind = ColumnKind::kShare},
      {.id = "kappa", .label = "Cohen's kappa", .kind = ColumnKind::kNumber, .has_interval = true}};
  for (const reports::PairAgreement& pair : score.agreement) {
    reports::Value kappa;
    if (pair.kappa.kappa && pair.kappa.interval) {
      kappa =
          reports::Estimate{*pair.kappa.kappa, pair.kappa.interval->low, pair.kappa.interval->high};
    }
    const auto& share = pair.kappa.observed_agreement;
    table.rows.push_back(
        {.values = {pair.dimension, pair.kappa.items,
                    pair.kappa.items - static_cast<std::int64_t>(pair.disagreements.size()),
                    share ? reports::Value(*share) : reports::Value(), kappa}});
  }
  table.notes.push_back(fmt::format("{} of {} issues are labelled in every dimension.",
                                    score.completed, score.issues));
  return table;
}

nlohmann::ordered_json to_json(const PracticeScore& score) {
  nlohmann::ordered_json document = reports::to_json(score_table(score));
  document["rater"] = score.rater;
  document["misses"] = nlohmann::ordered_json::array();
  for (const PracticeMiss& miss : score.misses) {
    document["misses"].push_back({{"repository", miss.repository},
                                  {"issue", miss.issue},
                                  {"dimension", miss.answer.expected.dimension},
                                  {"given", *miss.answer.given},
                                  {"expected", miss.answer.expected.code},
                                  {"near", miss.answer.is_near()},
                                  {"why", miss.answer.expected.why}});
  }
  document["read_again"] = nlohmann::ordered_json::array();
  for (const DefinitionToRead& item : score.read_again) {
    document["read_again"].push_back({{"dimension", item.dimension},
                                      {"code", item.code->id},
                                      {"misses", item.misses},
                                      {"definition", item.code->definition}});
  }
  return document;
}

void print_score(World& world, const PracticeScore& score) {
  world.out << reports::write(score_table(score), reports::Format::kTerminal, world.out_style);
  if (score.misses.empty()) return;
  world.out << "\nWhere the key says otherwise:\n";
  for (const PracticeMiss& miss : score.misses) {
    world.out << printable(fmt::format("  {}#{} {}: expected {}, given {}", miss.repository,
                                       miss.issue, miss.answer.expected.dimension,
                                       miss.answer.expected.code, *miss.answer.given))
              << "\n    " << miss.answer.expected.why << "\n";
  }
  world.out << "\nDefinitions to read again:\n";
  for (const DefinitionToRead& item : score.read_again) {
    world.out << fmt::format("  {} {} ({}): {}\n", item.dimension, item.code->id,
                             counted(item.misses, "answer"), item.code->definition);
  }
}

ExitCode show_score(World& world, const Arguments& arguments, Study& study) {
  const PracticeScore score =
      score_practice(study.database, study.codebook, taxonomy::practice_issues(),
                     rater_to_score(study, arguments));
  if (arguments.has("json")) {
    world.out << to_json(score).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  } else {
    print_score(world, score);
  }
  return ExitCode::kDone;
}

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.has("export")) return export_study(world, arguments);
  if (arguments.has("score")) {
    Study study = open_study(world, arguments, data::Database::Access::kRead);
    return show_score(world, arguments, study);
  }
  throw Error("`faultline practice` needs --export or --score")
      .help("`faultline practice --help` shows how to use it");
}

}  // namespace

Command practice_command() {
  return {.name = "practice",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "label 20 invented issues and compare with the key",
          .details =
              "For a new rater before the first real label, for raters who calibrate, and for a "
              "first\nlook: it needs no network and no study.",
          .example =
              "faultline practice --export practice\n"
              "faultline --study practice label set torch-export#31 stage=export --rater me\n"
              "faultline --study practice practice --score",
          .options = {{"export", "DIR",
                       "write the practice study into a folder, to be labelled "
                       "with any command"},
                      {"score", "", "compare a rater's labels of a practice study with the key"},
                      {"rater", "NAME", "whose labels are scored"},
                      kJsonOption},
          .run = run};
}

}  // namespace faultline::app
