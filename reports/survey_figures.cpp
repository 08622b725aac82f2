#include "reports/survey_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/percentages.h"
#include "base/text.h"
#include "data/survey_instrument.h"
#include "data/survey_waves.h"
#include "reports/survey_results.h"

namespace faultline::reports {

namespace {

using data::FigureNumbers;

FigureNumbers count_of(std::int64_t count) {
  return {.count = count, .of = {}, .percent = {}, .value = {}};
}

FigureNumbers share_of(std::int64_t count, std::int64_t of) {
  FigureNumbers numbers{.count = count, .of = of, .percent = {}, .value = {}};
  if (const auto percentage = analysis::rounded_percentage(count, of)) {
    numbers.percent = static_cast<std::int64_t>(*percentage);
  }
  return numbers;
}

/// The published survey's responses, with what the paper counted beside them.
class PublishedSurvey {
 public:
  explicit PublishedSurvey(data::Database& database)
      : database_(&database), questions_(data::survey_questions(database)) {
    for (const data::SurveyWave& wave : data::survey_waves(database)) {
      respondents_ += wave.respondents;
      below_headings_ += wave.rows;
      for (const data::LeftOutRows& rows : data::left_out_rows(database, wave.row_id)) {
        if (rows.reason == "metadata") metadata_ += static_cast<std::int64_t>(rows.lines.size());
      }
    }
  }

  std::map<std::string, SurveyFigure> figures() {
    for (const char* question :
         {"ml-experience", "se-experience", "organization-size", "deployment"}) {
      add_demographics(question);
    }
    add_respondents();
    add_frameworks();
    add_tools();
    add_uses();
    add_problems();
    add_themes("considerations", "consideration");
    add_themes("strategies", "strategy");
    return std::move(figures_);
  }

 private:
  const SurveyResults& results(const std::string& question) {
    const auto found = results_.find(question);
    if (found != results_.end()) return found->second;
    return results_
        .emplace(question,
                 survey_results(*database_, data::find_question(questions_, question), {}, {}))
        .first->second;
  }

  std::int64_t count(const std::string& question, const std::string& option) {
    const SurveyResults& found = results(question);
    return found.count(*found.find(option));
  }

  std::int64_t metadata(const std::string& question, const std::string& option) {
    return data::metadata_answers(*database_, question, option);
  }

  /// How many rows the paper took for respondents.
  [[nodiscard]] std::int64_t published_respondents() const { return respondents_ + metadata_; }
  /// All rows, the headings included.
  [[nodiscard]] std::int64_t sheet_rows() const { return below_headings_ + 1; }

  std::string filled(const std::string& question) {
    return fmt::format("{} filled cells of the column, {} of them answers",
                       data::filled_cells(*database_, question), results(question).answered());
  }

  /// Figures name an option by its text, or by what stands before its parenthesis.
  void add_demographics(const std::string& id) {
    const SurveyResults& question = results(id);
    for (std::size_t i = 0; i < question.items.size(); ++i) {
      const std::int64_t chosen = question.count(i);
      const std::int64_t more = metadata(id, question.items[i].id);
      const std::string name = question.items[i].name.substr(0, question.items[i].name.find(" ("));
      figures_[fmt::format("survey.{}.{}", id, name)] = {
          .computed = count_of(chosen),
          .as_published = count_of(chosen + more),
          .how = fmt::format("{} with {} in the row of metadata", chosen + more, more)};
    }
  }

  void add_respondents() {
    figures_["survey.respondents"] = {
        .computed = count_of(respondents_),
        .as_published = count_of(published_respondents()),
        .how = fmt::format("{} respondents and {} row of metadata", respondents_, metadata_)};
    std::set<std::int64_t> answered;
    std::int64_t metadata_says = 0;
    for (const char* id : {"ml-experience", "se-experience", "organization-size"}) {
      for (const SurveyResponse& response : results(id).responses) {
        answered.insert(response.respondent);
      }
      for (const SurveyItem& item : results(id).items) metadata_says += metadata(id, item.id);
    }
    const std::int64_t skipped = respondents_ - static_cast<std::int64_t>(answered.size());
    const std::int64_t more = metadata_says == 0 ? metadata_ : 0;
    figures_["survey.skipped-demographics"] = {
        .computed = count_of(skipped),
        .as_published = count_of(skipped + more),
        .how = fmt::format("{} respondents and {} row of metadata", skipped, more)};
  }

  void add_frameworks() {
    const SurveyResults& frameworks = results("framework");
    const std::int64_t of = frameworks.base();
    for (const auto& [option, name] :
         {std::pair("pytorch", "PyTorch"), std::pair("tensorflow", "TensorFlow")}) {
      const std::int64_t chosen = count("framework", option);
      figures_[fmt::format("survey.framework.{}", name)] = {
          .computed = share_of(chosen, of),
          .as_published = share_of(chosen, sheet_rows()),
          .how = fmt::format("{} of the sheet's {} rows", chosen, sheet_rows())};
    }
    const std::set<std::size_t> others{*frameworks.find("jax"), *frameworks.find("mlx"),
                                       *frameworks.find("other")};
    std::int64_t people = 0;
    std::int64_t choices = 0;
    for (const SurveyResponse& response : frameworks.responses) {
      const auto chosen = std::count_if(
          response.items.begin(), response.items.end(),
          [&](std::int32_t item) { return others.contains(static_cast<std::size_t>(item)); });
      people += chosen > 0 ? 1 : 0;
      choices += chosen;
    }
    figures_["survey.framework.other"] = {
        .computed = share_of(people, of),
        .as_published = share_of(choices, sheet_rows()),
        .how = fmt::format("{} choices, of {} respondents, of the sheet's {} rows", choices, people,
                           sheet_rows())};
  }

  void add_tools() {
    const std::int64_t users = count("onnx", "yes");
    const std::int64_t more_users = metadata("onnx", "yes");
    figures_["survey.onnx-users"] = {
        .computed = share_of(users, respondents_),
        .as_published = share_of(users + more_users, published_respondents()),
        .how = fmt::format("{} of {} with {} in the row of metadata", users + more_users,
                           published_respondents(), more_users)};

    const SurveyResults& tools = results("other-tools");
    std::int64_t more_tools = 0;
    for (const SurveyItem& item : tools.items) more_tools += metadata("other-tools", item.id);
    figures_["survey.other-tools"] = {
        .computed = count_of(tools.answered()),
        .as_published = count_of(tools.answered() + more_tools),
        .how = fmt::format("{} with {} in the row of metadata", tools.answered() + more_tools,
                           more_tools)};

    std::set<std::int64_t> with_other;
    for (const SurveyResponse& response : tools.responses) with_other.insert(response.respondent);
    const auto no = static_cast<std::int32_t>(*results("onnx").find("no"));
    std::int64_t without = 0;
    for (const SurveyResponse& response : results("onnx").responses) {
      const bool says_no = response.items.front() == no;
      without += says_no && !with_other.contains(response.respondent) ? 1 : 0;
    }
    const std::int64_t purposes = data::filled_cells(*database_, "purpose");
    const std::int64_t rest = published_respondents() - purposes;
    figures_["survey.no-tools"] = {
        .computed = share_of(without, respondents_),
        .as_published = share_of(rest, published_respondents()),
        .how = fmt::format("{0} less the {1} filled cells of the question for what tools are used "
                           "are {2}, of {0}",
                           published_respondents(), purposes, rest)};
  }

  void add_uses() {
    const std::int64_t of = results("purpose").base();
    const std::int64_t cells = data::filled_cells(*database_, "purpose");
    for (const char* use : {"deployment", "framework"}) {
      const std::int64_t chosen = count("purpose", use);
      figures_[fmt::format("survey.use.{}", use)] = {
          .computed = share_of(chosen, of),
          .as_published = share_of(chosen, cells),
          .how = fmt::format("{} of {}", chosen, filled("purpose"))};
    }
  }

  void add_problems() {
    const SurveyResults& problems = results("problems");
    const std::int64_t none = count("problems", "none");
    const std::int64_t cells = data::filled_cells(*database_, "problems");
    const std::int64_t published_any = cells - none;
    const auto denial = static_cast<std::int32_t>(*problems.find("none"));
    const auto any = std::count_if(
        problems.responses.begin(), problems.responses.end(), [&](const SurveyResponse& response) {
          return std::any_of(response.items.begin(), response.items.end(),
                             [&](std::int32_t item) { return item != denial; });
        });
    figures_["survey.problems.none"] = {.computed = share_of(none, problems.base()),
                                        .as_published = share_of(none, cells),
                                        .how = fmt::format("{} of {}", none, filled("problems"))};
    figures_["survey.problems.any"] = {
        .computed = share_of(any, problems.base()),
        .as_published = share_of(published_any, cells),
        .how = fmt::format("{} less the {} that say none, of {}; {} respondents say both", cells,
                           none, filled("problems"), problems.contradictions().size())};
    for (const char* problem : {"crash", "performance", "other"}) {
      const std::int64_t chosen = count("problems", problem);
      figures_[fmt::format("survey.problems.{}", problem)] = {
          .computed = share_of(chosen, any),
          .as_published = share_of(chosen, published_any),
          .how = fmt::format("{} of {}, which are {} filled cells less the {} that say none",
                             chosen, published_any, cells, none)};
    }
  }

  void add_themes(const std::string& id, const std::string& figure) {
    const SurveyResults& question = results(id);
    for (std::size_t i = 0; i < question.items.size(); ++i) {
      SurveyFigure& entry = figures_[fmt::format("survey.{}.{}", figure, question.items[i].id)];
      if (question.coder) {
        entry.computed = share_of(question.count(i), question.base());
      } else {
        entry.how =
            fmt::format("the raters' themes of the {} open answers, which are not published",
                        question.answered());
      }
    }
  }

  data::Database* database_;
  std::vector<data::SurveyQuestion> questions_;
  std::map<std::string, SurveyResults> results_;
  std::map<std::string, SurveyFigure> figures_;
  std::int64_t respondents_ = 0;
  std::int64_t below_headings_ = 0;
  std::int64_t metadata_ = 0;
};

}  // namespace

std::map<std::string, SurveyFigure> survey_figures(data::Database& database) {
  const auto instrument = data::stored_instrument(database);
  if (!instrument || instrument->name != "onnx-interoperability") return {};
  return PublishedSurvey(database).figures();
}

}  // namespace faultline::reports
