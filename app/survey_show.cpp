#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "app/table_request.h"
#include "base/error.h"
#include "base/text.h"
#include "data/survey_answers.h"
#include "data/survey_instrument.h"
#include "data/survey_waves.h"
#include "reports/survey_results.h"
#include "reports/tables/survey_responses.h"
#include "reports/write_json.h"
#include "reports/writer.h"

namespace faultline::app {

namespace {

std::vector<data::AnswerCondition> conditions(const Arguments& arguments) {
  std::vector<data::AnswerCondition> wanted;
  for (const std::string& text : arguments.texts("where")) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      throw Error(fmt::format("'{}' is no condition", text))
          .help("write it as QUESTION=OPTION, for example --where problems=crash");
    }
    wanted.push_back({.question = text.substr(0, equals), .wanted = text.substr(equals + 1)});
  }
  return wanted;
}

/// The answers of respondents, one row each.
reports::Table answer_table(Study& study, const std::vector<std::int64_t>& respondents,
                            const std::vector<data::AnswerCondition>& asked) {
  reports::Table table{.id = "answers", .title = "Answers of respondents"};
  table.columns = {{.id = "respondent", .label = "Respondent"},
                   {.id = "wave", .label = "Wave"},
                   {.id = "question", .label = "Question"},
                   {.id = "answer", .label = "Answer"},
                   {.id = "text", .label = "In words"}};
  for (const std::int64_t respondent : respondents) {
    for (const data::AnswerInWords& answer : data::answers_of(study.database, respondent)) {
      const bool wanted =
          asked.empty() || std::any_of(asked.begin(), asked.end(), [&](const auto& condition) {
            return condition.question == answer.question;
          });
      if (!wanted) continue;
      table.rows.push_back(
          {.values = {respondent, answer.wave, answer.question, answer.answer, answer.text}});
    }
  }
  table.notes.push_back(counted(static_cast<std::int64_t>(respondents.size()), "respondent") + ".");
  return table;
}

reports::Table left_out_table(Study& study, std::optional<std::int64_t> wave_number) {
  reports::Table table{.id = "left-out", .title = "Rows of the exports that are no respondents"};
  table.columns = {{.id = "wave", .label = "Wave"},
                   {.id = "line", .label = "Line"},
                   {.id = "reason", .label = "Why"}};
  for (const data::SurveyWave& wave : data::chosen_waves(study.database, wave_number)) {
    for (const data::LeftOutRows& rows : data::left_out_rows(study.database, wave.row_id)) {
      for (const std::int64_t line : rows.lines) {
        table.rows.push_back({.values = {wave.number, line, rows.reason}});
      }
    }
  }
  return table;
}

reports::Table contradiction_table(const reports::TableRequest& request) {
  reports::Table table{.id = "contradictions",
                       .title = "Answers that deny and affirm at the same time"};
  table.columns = {{.id = "question", .label = "Question"},
                   {.id = "count", .label = "Respondents", .kind = reports::ColumnKind::kCount},
                   {.id = "respondents", .label = "Who"}};
  for (const data::SurveyQuestion& question : data::survey_questions(*request.database)) {
    if (question.kind != data::QuestionKind::kMultiple) continue;
    const std::vector<std::int64_t> found =
        reports::survey_results(*request.database, question, request.rater, request.wave)
            .contradictions();
    if (found.empty()) continue;
    std::vector<std::string> numbers;
    numbers.reserve(found.size());
    for (const std::int64_t respondent : found) numbers.push_back(std::to_string(respondent));
    table.rows.push_back(
        {.values = {question.id, static_cast<std::int64_t>(found.size()), join(numbers, ", ")}});
  }
  if (table.rows.empty()) table.notes.emplace_back("There are none.");
  return table;
}

void print_overview(World& world, const Arguments& arguments, Study& study) {
  const auto instrument = data::stored_instrument(study.database);
  if (!instrument) {
    throw Error("the study has no survey")
        .help("`faultline survey import FILE --instrument NAME` brings one");
  }
  constexpr double kConfidence = 0.95;
  const reports::TableRequest request = table_request(study, arguments);
  const std::vector<reports::Table> tables{
      reports::survey_rows_table(request),
      reports::response_rate_table(request, kConfidence, arguments.positive("population")),
      contradiction_table(request)};
  if (arguments.has("json")) {
    nlohmann::ordered_json document{{"instrument", instrument->name},
                                    {"version", instrument->version},
                                    {"title", instrument->title}};
    document["tables"] = nlohmann::ordered_json::array();
    for (const reports::Table& table : tables)
      document["tables"].push_back(reports::to_json(table));
    world.out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return;
  }
  world.out << printable(fmt::format("{} (instrument {}, version {})", instrument->title,
                                     instrument->name, instrument->version))
            << "\n";
  for (const reports::Table& table : tables) {
    world.out << "\n" << reports::write(table, reports::Format::kTerminal, world.out_style);
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const auto wave = arguments.positive("wave");
  if (arguments.has("left-out")) {
    print_table(world, arguments, left_out_table(study, wave));
  } else if (const auto respondent = arguments.positive("respondent")) {
    print_table(world, arguments, answer_table(study, {*respondent}, {}));
  } else if (arguments.has("where")) {
    const std::vector<data::AnswerCondition> wanted = conditions(arguments);
    const auto found =
        data::respondents_where(study.database, wanted, wave, arguments.text("rater"));
    print_table(world, arguments, answer_table(study, found, wanted));
  } else {
    print_overview(world, arguments, study);
  }
  return ExitCode::kDone;
}

}  // namespace

Command survey_show_command() {
  return {
      .name = "survey show",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "print what the survey holds, or the answers behind a count",
      .details =
          "Without options: rows and respondents of each wave, response rate and margin of error,\n"
          "contradictory answers. With --where: the respondents for whom all conditions hold. An\n"
          "option or theme is named by its id; `any` stands for every answer, `none` for no "
          "answer\n"
          "(unless an option is called so), `codeable` and `not-codeable` for coded answers.",
      .example = "faultline survey show --where problems=crash --where onnx=yes",
      .options = {{"where", "QUESTION=OPTION", "only respondents who chose it", true},
                  {"respondent", "N", "all that one respondent answered"},
                  {"left-out", "", "the rows of the exports that are no respondents"},
                  {"wave", "N", "only this wave"},
                  {"population", "N", "of how many people the respondents are a part"},
                  {"rater", "RATER", "whose themes count; else the consensus, else the first"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
