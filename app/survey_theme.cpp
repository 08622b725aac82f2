#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "app/commands.h"
#include "app/labelling_screen.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/survey_answers.h"
#include "data/survey_codings.h"
#include "data/survey_instrument.h"
#include "reports/tables/theme_agreement.h"
#include "survey/theme_import.h"
#include "taxonomy/tui/answer_items.h"

namespace faultline::app {

namespace {

/// The open questions that a command is about: the one that --question names, or all.
std::vector<data::SurveyQuestion> open_questions(Study& study, const Arguments& arguments) {
  const auto all = data::survey_questions(study.database);
  std::vector<data::SurveyQuestion> open;
  if (const auto named = arguments.text("question")) {
    open.push_back(data::find_question(all, *named));
    if (open.front().kind != data::QuestionKind::kOpen) {
      throw Error(fmt::format("'{}' is no open question, so it has no themes", *named));
    }
    return open;
  }
  std::copy_if(all.begin(), all.end(), std::back_inserter(open),
               [](const auto& question) { return question.kind == data::QuestionKind::kOpen; });
  return open;
}

std::string theme_names(const data::SurveyQuestion& question,
                        const std::vector<std::int64_t>& themes) {
  if (themes.empty()) return std::string(data::kNotCodeable);
  std::vector<std::string> names;
  for (const data::SurveyTheme& theme : question.themes) {
    if (std::find(themes.begin(), themes.end(), theme.row_id) != themes.end()) {
      names.push_back(theme.id);
    }
  }
  return join(names, "; ");
}

/// The question to code, with the answers in the order in which the rater meets them: the named
/// question, else the first that has answers which the rater has not coded, else the first with
/// answers.
struct QuestionToCode {
  data::SurveyQuestion question;
  taxonomy::LabelQueue queue;
};

QuestionToCode question_to_code(Study& study, const Arguments& arguments,
                                const std::string& rater) {
  std::optional<QuestionToCode> coded;
  for (data::SurveyQuestion& question : open_questions(study, arguments)) {
    if (question.themes.empty()) continue;
    taxonomy::LabelQueue queue = taxonomy::open_answers(study.database, question, rater);
    if (queue.items.empty()) continue;
    if (!queue.complete.contains(queue.items.front())) {
      return {std::move(question), std::move(queue)};
    }
    if (!coded) coded = QuestionToCode{std::move(question), std::move(queue)};
  }
  if (coded) return *std::move(coded);
  throw Error("no answer is to be coded")
      .because("the study, or what was asked for, has no open question with themes and answers")
      .help("`faultline survey import` brings answers; the instrument names the themes");
}

ExitCode run_theme(World& world, const Arguments& arguments) {
  check_screen(world);
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  if (arguments.text("rater") == data::kConsensusRater) {
    throw Error("'consensus' is not a person")
        .help("`faultline survey theme adjudicate` settles disagreements under this name");
  }
  const std::string rater = whose_labels(study, arguments.text("rater"));
  auto [question, queue] = question_to_code(study, arguments, rater);
  const data::Codebook themes = taxonomy::theme_codebook(question);
  return run_labelling_screen(world,
                              std::make_unique<taxonomy::AnswerItems>(
                                  study.database, std::move(question), world.clock, rater),
                              themes, std::move(queue), {.rater = rater});
}

ExitCode run_import(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  for (const std::string& file : arguments.positional()) {
    const survey::ThemeImport done = survey::import_themes(
        study.database, read_file(world.current_folder / file), file,
        {.rater = arguments.text("rater"), .question = arguments.text("question")},
        world.clock.now());
    if (arguments.has("quiet")) continue;
    world.out << fmt::format("{}: {}; {} coded, {} known already\n", printable(file),
                             counted(done.rows, "row"), counted(done.added, "answer"), done.known);
    if (done.rows_without_theme > 0) {
      world.out << fmt::format("  left out: {} without a theme\n",
                               counted(done.rows_without_theme, "row"));
    }
  }
  return ExitCode::kDone;
}

/// Every open answer with a rater's themes: a sheet to fill in.
ExitCode run_list(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  reports::Table table{.id = "open-answers", .title = "Open answers and their themes"};
  table.columns = {
      {.id = "respondent", .label = "Respondent"}, {.id = "question", .label = "Question"},
      {.id = "answer", .label = "Answer"},         {.id = "rater", .label = "Rater"},
      {.id = "themes", .label = "Themes"},         {.id = "memo", .label = "Memo"}};
  for (const data::SurveyQuestion& question : open_questions(study, arguments)) {
    const auto named = arguments.text("rater");
    const auto rater =
        named ? named : data::prefer_coder(study.database, question.row_id, std::nullopt);
    std::map<std::int64_t, data::Coding> codings;
    if (rater) {
      for (data::Coding& coding : data::current_codings(study.database, question.row_id, *rater)) {
        codings.emplace(coding.respondent, std::move(coding));
      }
    }
    data::for_each_answer(study.database, question.row_id, [&](const data::SurveyAnswer& answer) {
      const auto coding = codings.find(answer.respondent);
      const bool is_coded = coding != codings.end();
      if (is_coded && arguments.has("uncoded")) return;
      table.rows.push_back(
          {.values = {answer.respondent, question.id, std::string(answer.text), rater.value_or(""),
                      is_coded ? theme_names(question, coding->second.themes) : std::string(),
                      is_coded ? coding->second.memo : std::string()}});
    });
    std::vector<std::string> themes;
    for (const data::SurveyTheme& theme : question.themes) themes.push_back(theme.id);
    table.notes.push_back(fmt::format("Themes of {}: {}.", question.id,
                                      themes.empty() ? "none" : join(themes, ", ")));
  }
  print_table(world, arguments, table);
  return ExitCode::kDone;
}

ExitCode run_agree(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  print_table(world, arguments, reports::theme_agreement_table(table_request(study, arguments)));
  return ExitCode::kDone;
}

/// Settles what raters agree on, and lists what they do not.
ExitCode run_adjudicate(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::vector<std::string> named = table_request(study, arguments).raters;
  reports::Table table{.id = "disagreements", .title = "Answers that raters coded otherwise"};
  table.columns = {{.id = "respondent", .label = "Respondent"},
                   {.id = "question", .label = "Question"},
                   {.id = "rater", .label = "Rater"},
                   {.id = "themes", .label = "Themes"}};
  data::AddedCodings settled;
  study.database.transaction([&] {
    for (const data::SurveyQuestion& question : open_questions(study, arguments)) {
      const auto raters = reports::coders_to_compare(study.database, question.row_id, named);
      if (raters.size() < 2) continue;
      std::set<std::int64_t> has_consensus;
      const std::string consensus(data::kConsensusRater);
      for (const auto& coding : data::current_codings(study.database, question.row_id, consensus)) {
        has_consensus.insert(coding.respondent);
      }
      std::vector<data::Coding> agreed;
      for (const reports::CodedAnswer& answer :
           reports::coded_by_all(study.database, question.row_id, raters)) {
        if (has_consensus.contains(answer.respondent)) continue;
        if (answer.agrees()) {
          agreed.push_back({.respondent = answer.respondent, .themes = answer.themes.front()});
          continue;
        }
        for (std::size_t i = 0; i < raters.size(); ++i) {
          table.rows.push_back({.values = {answer.respondent, question.id, raters[i],
                                           theme_names(question, answer.themes[i])}});
        }
      }
      if (agreed.empty()) continue;
      settled.added += data::add_codings(study.database, question.row_id,
                                         data::find_or_add_rater(study.database, consensus), agreed,
                                         world.clock.now())
                           .added;
    }
  });
  table.notes.push_back(fmt::format(
      "{} on which all raters agree went to the consensus. Settle the others with a file for "
      "`faultline survey theme import --rater consensus`.",
      counted(settled.added, "answer")));
  print_table(world, arguments, table);
  return ExitCode::kDone;
}

constexpr Option kQuestionOption{"question", "QUESTION", "only this open question"};
constexpr Option kRatersOption{"raters", "RATER,RATER", "whose themes; else everybody's"};

}  // namespace

Command survey_theme_command() {
  return {
      .name = "survey theme",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "find themes in open answers, in the terminal",
      .details =
          "Shows one answer after the other beside the themes of its question, on the screen of\n"
          "`faultline label`: those first that the rater has not coded. A theme's key adds it or\n"
          "takes it back, 0 says that there is nothing to code; each change is stored at once.\n"
          "`?` shows all keys, q leaves. Other raters' themes are not shown.",
      .example = "faultline survey theme --question strategies --rater ana",
      .options = {{"question", "QUESTION", "this question; else the first with answers to code"},
                  {"rater", "RATER", "who codes; not needed where the study has one rater"}},
      .run = run_theme};
}

Command survey_theme_import_command() {
  return {
      .name = "survey theme import",
      .arguments = "FILE...",
      .least_arguments = 1,
      .most_arguments = kAnyNumber,
      .about = "read the themes that raters found in open answers",
      .details =
          "CSV with the columns respondent, question, themes (ids, names or aliases, with\n"
          "semicolons between; `not-codeable` for none), rater and memo, as `survey theme list\n"
          "--format csv` prints it. Codings are only ever added: the newest holds. A file with a\n"
          "bad row changes nothing.",
      .example = "faultline survey theme import themes.csv --rater ana",
      .options = {{"rater", "RATER", "whose themes they are, where no column says"},
                  {"question", "QUESTION", "of which question, where no column says"}},
      .run = run_import};
}

Command survey_theme_list_command() {
  return {.name = "survey theme list",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "print open answers with a rater's themes, as a sheet to fill in",
          .details = "",
          .example = "faultline survey theme list --question strategies --rater ana --format csv",
          .options = {kQuestionOption,
                      {"rater", "RATER", "whose themes; else the consensus', else the first's"},
                      {"uncoded", "", "only answers that the rater has not coded"},
                      kFormatOption,
                      kJsonOption},
          .run = run_list};
}

Command survey_theme_agree_command() {
  return {.name = "survey theme agree",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "measure how far raters agree on themes",
          .details = "",
          .example = "faultline survey theme agree --raters ana,ben",
          .options = {kRatersOption, kFormatOption, kJsonOption},
          .run = run_agree};
}

Command survey_theme_adjudicate_command() {
  return {.name = "survey theme adjudicate",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "give the consensus the themes that all raters agree on, and list the others",
          .details = "",
          .example = "faultline survey theme adjudicate --raters ana,ben",
          .options = {kQuestionOption, kRatersOption, kFormatOption, kJsonOption},
          .run = run_adjudicate};
}

}  // namespace faultline::app
