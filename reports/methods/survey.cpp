#include <fmt/format.h>

#include <algorithm>

#include "data/survey_codings.h"
#include "data/survey_instrument.h"
#include "data/survey_waves.h"
#include "reports/methods/parts.h"
#include "reports/survey_results.h"
#include "reports/tables/survey_responses.h"
#include "reports/tables/theme_agreement.h"

namespace faultline::reports {

namespace {

constexpr double kConfidence = 0.95;

void describe_instrument(const data::Instrument& instrument,
                         const std::vector<data::SurveyQuestion>& questions,
                         MethodsSection& section) {
  const auto is_open = [](const data::SurveyQuestion& question) {
    return question.kind == data::QuestionKind::kOpen;
  };
  section.sentences.push_back(
      fmt::format("The questionnaire {} (version {} of the instrument {}) has {}, {} of them open.",
                  in_quotes(instrument.title), instrument.version, in_quotes(instrument.name),
                  number_of(static_cast<std::int64_t>(questions.size()), "question"),
                  std::ranges::count_if(questions, is_open)));
}

void describe_respondents(const MethodsInput& input, MethodsSection& section, Methods& methods) {
  const Table rates = response_rate_table(*input.request, kConfidence, {});
  for (const data::SurveyWave& wave : data::chosen_waves(input.database(), input.request->wave)) {
    std::vector<std::string> left_out;
    for (const data::LeftOutRows& rows : data::left_out_rows(input.database(), wave.row_id)) {
      left_out.push_back(fmt::format("{} ({})", rows.lines.size(), rows.reason));
    }
    section.sentences.push_back(fmt::format(
        "Wave {} has {} below its headings; {} leave {}.", wave.number, number_of(wave.rows, "row"),
        left_out.empty() ? std::string("none left out") : enumerate(left_out) + " left out",
        number_of(wave.respondents, "respondent")));
  }
  for (const Row& row : rates.rows) {
    const std::string wave = cell_text(rates, row, "wave");
    const std::string who = wave == "all" ? "All waves" : "Wave " + wave;
    if (has_cell(rates, row, "rate")) {
      section.sentences.push_back(fmt::format(
          "{}: {} of {} who were invited responded, {}.", who, cell_text(rates, row, "respondents"),
          cell_text(rates, row, "invited"), cell_text(rates, row, "rate")));
    } else {
      methods.lacks.push_back(fmt::format(
          "{} of the survey: how many were invited is not known, so that there is no response "
          "rate.",
          who));
    }
    if (has_cell(rates, row, "margin")) {
      section.sentences.push_back(fmt::format(
          "{}: the margin of error of a share of one half is {}{}.", who,
          cell_text(rates, row, "margin"),
          has_cell(rates, row, "population")
              ? fmt::format(" for a population of {}", cell_text(rates, row, "population"))
              : std::string(" for a population without end")));
    }
  }
}

void describe_answers(const MethodsInput& input, const std::vector<data::SurveyQuestion>& questions,
                      MethodsSection& section, Methods& methods) {
  for (const data::SurveyQuestion& question : questions) {
    if (question.purpose != data::QuestionPurpose::kAnswer) continue;
    const SurveyResults results =
        survey_results(input.database(), question, input.request->rater, input.request->wave);
    const std::int64_t missing = results.asked() - results.answered();
    if (missing > 0) {
      section.sentences.push_back(fmt::format("{} of {} who were asked {} did not answer.", missing,
                                              results.asked(), in_quotes(question.id)));
    }
    if (!results.is_open()) continue;
    const auto coders = coders_to_compare(input.database(), question.row_id, {});
    section.sentences.push_back(
        fmt::format("The open question {} has {}, of which {} {} coded into {} by {}.",
                    in_quotes(question.id), number_of(results.answered(), "answer"),
                    results.coded(), results.coded() == 1 ? "was" : "were",
                    number_of(static_cast<std::int64_t>(question.themes.size()), "theme"),
                    number_of(static_cast<std::int64_t>(coders.size()), "rater")));
    if (results.coded() < results.answered()) {
      methods.lacks.push_back(fmt::format("{} to the open question {} are not coded.",
                                          number_of(results.answered() - results.coded(), "answer"),
                                          in_quotes(question.id)));
    }
    if (coders.size() == 1) {
      methods.lacks.push_back(fmt::format(
          "Only one rater coded the open question {}: agreement on its themes cannot be measured.",
          in_quotes(question.id)));
    }
  }
}

void describe_themes(const MethodsInput& input, MethodsSection& section) {
  const Table table = theme_agreement_table(*input.request);
  for (const Row& row : table.rows) {
    section.sentences.push_back(fmt::format(
        "Theme {} ({}): {}, agreement {}, Cohen's kappa {}.", cell_text(table, row, "theme"),
        cell_text(table, row, "raters"), number_of(cell_count(table, row, "answers"), "answer"),
        cell_text(table, row, "agreement"),
        has_cell(table, row, "kappa") ? cell_text(table, row, "kappa") : std::string("undefined")));
  }
}

}  // namespace

void describe_survey(const MethodsInput& input, Methods& methods) {
  const auto instrument = data::stored_instrument(input.database());
  if (!instrument) return;
  const std::vector<data::SurveyQuestion> questions = data::survey_questions(input.database());
  MethodsSection respondents{.title = "Survey: instrument and respondents"};
  describe_instrument(*instrument, questions, respondents);
  describe_respondents(input, respondents, methods);
  MethodsSection answers{.title = "Survey: answers"};
  describe_answers(input, questions, answers, methods);
  describe_themes(input, answers);
  methods.sections.push_back(std::move(respondents));
  methods.sections.push_back(std::move(answers));
}

}  // namespace faultline::reports
