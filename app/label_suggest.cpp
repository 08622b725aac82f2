#include <fmt/format.h>

#include <set>

#include "app/commands.h"
#include "app/issue_name.h"
#include "app/output.h"
#include "app/study.h"
#include "app/suggestion_quality.h"
#include "base/error.h"
#include "data/samples.h"
#include "taxonomy/suggest/suggest.h"

namespace faultline::app {

namespace {

/// The sampled issues that lack a label of the raters in some dimension.
std::vector<IssueName> unlabelled_issues(Study& study, const data::RaterPreference& raters) {
  const auto sample = data::find_sample(study.database, data::kMainSample);
  if (!sample) return {};
  std::map<std::int64_t, std::size_t> labelled;
  for (const data::Dimension& dimension : study.codebook.dimensions) {
    for (const data::IssueCode& label : data::current_codes(study.database, dimension.id, raters)) {
      ++labelled[label.issue_id];
    }
  }
  std::vector<IssueName> issues;
  for (const data::SampledIssue& issue : data::sampled_issues(study.database, sample->id)) {
    if (labelled[issue.issue_id] < study.codebook.dimensions.size()) {
      issues.push_back({issue.repository, issue.number});
    }
  }
  return issues;
}

reports::Table suggestion_table(Study& study, const taxonomy::Suggester& suggester,
                                const std::vector<IssueName>& issues) {
  reports::Table table{.id = "suggestions", .title = "Suggested codes, which are no labels"};
  table.columns = {
      {.id = "issue", .label = "Issue"},
      {.id = "dimension", .label = "Dimension"},
      {.id = "code", .label = "Code"},
      {.id = "probability", .label = "Probability", .kind = reports::ColumnKind::kShare},
      {.id = "reason", .label = "Reason"}};
  for (const IssueName& issue : issues) {
    for (const taxonomy::Suggestion& suggestion :
         suggester.suggest(study.database, issue.repository, issue.number)) {
      table.rows.push_back(
          {.values = {fmt::format("{}#{}", issue.repository, issue.number), suggestion.dimension,
                      suggestion.code, suggestion.probability, suggestion.reason}});
    }
  }
  if (table.rows.empty()) {
    table.notes.emplace_back(
        "There is nothing to suggest: no labels to learn from, no fixes whose files tell a stage, "
        "or no unlabelled issue in the sample.");
  }
  return table;
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const data::RaterPreference raters = data::prefer_rater(study.database, arguments.text("rater"));
  const taxonomy::Suggester suggester(study.database, study.codebook, raters);
  const std::vector<taxonomy::SuggestionCheck> checks = suggester.check(study.database);
  if (arguments.has("check")) {
    print_table(world, arguments, suggestion_quality(checks));
    return ExitCode::kDone;
  }
  std::vector<IssueName> issues;
  if (const auto named = arguments.text("issue")) {
    issues.push_back(parse_issue_name(*named, study));
  } else {
    issues = unlabelled_issues(study, raters);
  }
  reports::Table table = suggestion_table(study, suggester, issues);
  if (!table.rows.empty()) {
    table.notes.emplace_back(
        "A model of words takes each word for evidence of its own, so its probabilities lie too "
        "near 0 "
        "and 1.");
  }
  for (std::string& note : suggestion_quality_notes(checks)) table.notes.push_back(std::move(note));
  print_table(world, arguments, table);
  return ExitCode::kDone;
}

}  // namespace

Command label_suggest_command() {
  return {
      .name = "label suggest",
      .arguments = "",
      .about = "print codes that unlabelled issues may have, with reasons",
      .details =
          "The stage comes from the files that the issue's fixes changed; everything else from\n"
          "the words of title and body, by what the study's labels are. Nothing is stored. The\n"
          "notes say how often such suggestions are right.",
      .example =
          "faultline label suggest --issue onnx/tensorflow-onnx#1044\n"
          "faultline label suggest --check   # what the suggestions are worth",
      .options = {{"issue", "ISSUE", "for this issue; for all of the sample otherwise"},
                  {"rater", "RATER", "learn from this rater's labels"},
                  {"check", "", "print only how often suggestions are right"},
                  kFormatOption,
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
