#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/labelling_screen.h"
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

/// A folder that is gone, with all that is in it, at the end of its scope.
class ThrowawayFolder {
 public:
  ThrowawayFolder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "faultline-practice-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw Error("no temporary folder could be made", ErrorKind::kFailure)
          .help("name a folder with --in DIR");
    }
    path_ = name;
  }
  ThrowawayFolder(const ThrowawayFolder&) = delete;
  ThrowawayFolder& operator=(const ThrowawayFolder&) = delete;
  ThrowawayFolder(ThrowawayFolder&&) = delete;
  ThrowawayFolder& operator=(ThrowawayFolder&&) = delete;
  ~ThrowawayFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Opens the labelling screen on a practice study, tells after each issue what was expected, and at
/// the end the score.
ExitCode practise_in(World& world, const Arguments& arguments, Study& study) {
  const std::string rater = arguments.text("rater").value_or("me");
  const std::vector<taxonomy::PracticeIssue> issues = taxonomy::practice_issues();
  taxonomy::LabellingOptions options{.rater = rater};
  options.when_complete = [&](const taxonomy::OpenItem& open,
                              const std::vector<std::optional<taxonomy::Choice>>&) {
    for (const taxonomy::PracticeIssue& issue : issues) {
      if (issue.repository != open.source || issue.issue.number != open.number) continue;
      return taxonomy::practice_feedback(study.codebook,
                                         taxonomy::practice_answers(study.database, issue, rater));
    }
    return std::vector<std::string>();
  };
  const ExitCode code = show_labelling_screen(world, study, {}, std::move(options));
  if (code != ExitCode::kDone) return code;
  const PracticeScore score = score_practice(study.database, study.codebook, issues, rater);
  print_score(world, score);
  return ExitCode::kDone;
}

ExitCode practise(World& world, const Arguments& arguments) {
  check_screen(world);
  if (const auto named = arguments.text("in")) {
    const std::filesystem::path folder = world.current_folder / *named;
    const bool goes_on = std::filesystem::exists(folder / kStudyFileName);
    Study study = goes_on ? open_study_in(folder, data::Database::Access::kWrite)
                          : create_practice_study(folder);
    return practise_in(world, arguments, study);
  }
  const ThrowawayFolder folder;
  Study study = create_practice_study(folder.path());
  return practise_in(world, arguments, study);
}

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.has("export")) return export_study(world, arguments);
  if (arguments.has("score")) {
    Study study = open_study(world, arguments, data::Database::Access::kRead);
    return show_score(world, arguments, study);
  }
  return practise(world, arguments);
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
              "faultline practice   # in the terminal; nothing is kept\n"
              "faultline practice --export practice\n"
              "faultline --study practice label set torch-export#31 stage=export --rater me\n"
              "faultline --study practice practice --score",
          .options = {{"export", "DIR",
                       "write the practice study into a folder, to be labelled "
                       "with any command"},
                      {"score", "", "compare a rater's labels of a practice study with the key"},
                      {"in", "DIR", "keep the practice study in a folder, and go on with it"},
                      {"rater", "RATER", "who labels, or whose labels are scored"},
                      kJsonOption},
          .run = run};
}

}  // namespace faultline::app
