#include "taxonomy/tui/answer_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "data/labels.h"
#include "data/survey_answers.h"
#include "data/survey_codings.h"
#include "taxonomy/tui/flow.h"
#include "taxonomy/tui/key_commands.h"
#include "taxonomy/tui/source_lines.h"

namespace faultline::taxonomy {

namespace {

struct AnswerText {
  std::string question;
  std::string origin;  ///< whose it is
  std::string text;
};

void put(std::vector<StyledLine>& lines, const Flow& flow, int width, const std::string& part) {
  for (StyledLine& line : flow.lines(width)) {
    line.part = part;
    lines.push_back(std::move(line));
  }
}

/// As it was written: respondents do not write Markdown.
std::vector<StyledLine> render_answer(const AnswerText& answer, int width) {
  std::vector<StyledLine> lines;
  Flow question;
  question.add(answer.question, Style::kTitle, 1);
  put(lines, question, width, "question");
  Flow origin;
  origin.add(answer.origin, Style::kStrong);
  put(lines, origin, width, "");
  lines.emplace_back();
  int number = 0;
  for_each_source_line(answer.text, [&](std::string_view text) {
    Flow line;
    line.add(text, Style::kPlain, ++number);
    put(lines, line, width, "answer");
  });
  return lines;
}

std::vector<std::string> free_keys() {
  std::vector<std::string> keys;
  for (const char key : std::string_view("123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    const std::string name(1, key);
    const bool is_taken =
        find_command(name, kInIssue) != nullptr || find_command(name, kInSearch) != nullptr;
    if (!is_taken) keys.push_back(name);
  }
  return keys;
}

data::Code code_of(std::string id, std::string name, std::string definition, std::string key) {
  return {.id = std::move(id),
          .parent = {},
          .name = std::move(name),
          .definition = std::move(definition),
          .aliases = {},
          .key = std::move(key),
          .child_columns = {}};
}

}  // namespace

AnswerItems::AnswerItems(data::Database& database, data::SurveyQuestion question,
                         const Clock& clock, const std::string& rater)
    : database_(&database),
      question_(std::move(question)),
      clock_(&clock),
      kind_{.item = "answer",
            .heading = "Answer",
            .code = "theme",
            .number_prompt = "Respondent:",
            .online = false,
            .has_details = false,
            .has_several = true,
            .lone_code = std::string(data::kNotCodeable)} {
  database.transaction([&] { rater_id_ = data::find_or_add_rater(database, rater); });
}

OpenItem AnswerItems::open(std::int64_t id) const {
  AnswerText answer{.question = question_.text, .origin = {}, .text = {}};
  for (data::AnswerInWords& part : data::answers_of(*database_, id)) {
    if (part.question != question_.id) continue;
    answer.origin = fmt::format("respondent {}, wave {}, {}", id, part.wave, question_.id);
    if (!answer.text.empty()) answer.text += '\n';
    answer.text += part.answer;
  }
  if (answer.origin.empty()) throw Error("an answer of the queue is gone", ErrorKind::kFailure);
  return {
      .id = id,
      .source = question_.id,
      .number = id,
      .render = [answer = std::move(answer)](int width, const std::set<std::string>& /*unfolded*/) {
        return render_answer(answer, width);
      }};
}

std::vector<std::optional<Choice>> AnswerItems::choices(std::int64_t id) const {
  const auto coding = data::current_coding(*database_, question_.row_id, rater_id_, id);
  if (!coding) return {std::nullopt};
  Choice choice{.codes = {}, .memo = coding->memo};
  for (const data::SurveyTheme& theme : question_.themes) {
    if (std::find(coding->themes.begin(), coding->themes.end(), theme.row_id) !=
        coding->themes.end()) {
      choice.codes.push_back(theme.id);
    }
  }
  if (choice.codes.empty()) choice.codes.emplace_back(data::kNotCodeable);
  return {choice};
}

std::vector<std::vector<RatersChoice>> AnswerItems::others(std::int64_t /*id*/) const {
  return {{}};
}

void AnswerItems::write(std::int64_t id, std::size_t /*dimension*/,
                        const std::optional<Choice>& /*before*/,
                        const std::optional<Choice>& after) {
  data::Coding coding{.respondent = id, .withdrawn = !after};
  if (after) {
    coding.memo = after->memo;
    for (const data::SurveyTheme& theme : question_.themes) {
      if (after->holds(theme.id)) coding.themes.push_back(theme.row_id);
    }
  }
  database_->transaction([&] {
    static_cast<void>(
        data::add_codings(*database_, question_.row_id, rater_id_, {coding}, clock_->now()));
  });
}

std::vector<LabelledItems::Found> AnswerItems::find(std::int64_t number,
                                                    const std::string& source) const {
  std::vector<Found> found;
  if (question_.id.find(to_lower(source)) == std::string::npos) return found;
  const std::vector<data::AnswerInWords> answers = data::answers_of(*database_, number);
  if (std::any_of(answers.begin(), answers.end(),
                  [&](const auto& answer) { return answer.question == question_.id; })) {
    found.push_back({number, fmt::format("{}#{}", question_.id, number)});
  }
  return found;
}

data::Codebook theme_codebook(const data::SurveyQuestion& question) {
  data::Dimension themes{
      .id = question.id, .name = "Themes", .definition = question.text, .columns = {}, .codes = {}};
  const std::vector<std::string> keys = free_keys();
  for (std::size_t i = 0; i < question.themes.size(); ++i) {
    const data::SurveyTheme& theme = question.themes[i];
    themes.codes.push_back(
        code_of(theme.id, theme.name, theme.definition, i < keys.size() ? keys[i] : ""));
  }
  themes.codes.push_back(code_of(std::string(data::kNotCodeable), "Not codeable",
                                 "The answer says nothing that a theme could hold.", "0"));
  return {.name = question.id,
          .version = 1,
          .title = question.text,
          .content = {},
          .dimensions = {std::move(themes)}};
}

LabelQueue open_answers(data::Database& database, const data::SurveyQuestion& question,
                        const std::string& rater) {
  LabelQueue queue;
  data::for_each_answer(database, question.row_id, [&](const data::SurveyAnswer& answer) {
    if (queue.items.empty() || queue.items.back() != answer.respondent) {
      queue.items.push_back(answer.respondent);
    }
  });
  for (const data::Coding& coding : data::current_codings(database, question.row_id, rater)) {
    queue.complete.insert(coding.respondent);
  }
  std::stable_partition(queue.items.begin(), queue.items.end(),
                        [&](std::int64_t id) { return !queue.complete.contains(id); });
  return queue;
}

}  // namespace faultline::taxonomy
