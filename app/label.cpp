#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/issue_condition.h"
#include "app/issue_name.h"
#include "app/labelling_screen.h"
#include "app/study.h"
#include "base/error.h"
#include "data/issues.h"
#include "data/labels.h"
#include "data/samples.h"
#include "data/statement.h"
#include "taxonomy/suggest/suggest.h"
#include "taxonomy/tui/key_commands.h"

namespace faultline::app {

namespace {

std::int64_t named_issue(Study& study, const std::string& text) {
  const IssueName name = parse_issue_name(text, study);
  data::Statement query(study.database, R"sql(
    select issue.id
    from issue
    join repository on repository.id = issue.repository_id
    where repository.name = ? and issue.number = ?
  )sql");
  query.bind(name.repository, name.number);
  if (query.step()) return query.integer(0);
  throw Error(fmt::format("{}#{} is not in the study", name.repository, name.number))
      .help("`faultline collect` brings issues");
}

/// The issues that --where and --search name. Codes are the rater's own, since others' would show
/// in which issues come; with --open, those that tables count.
std::vector<std::int64_t> found_issues(Study& study, const Arguments& arguments,
                                       const std::string& rater) {
  data::IssueQuery query;
  for (const std::string& condition : arguments.texts("where")) {
    add_condition(query, condition, study.codebook);
  }
  query.search = arguments.text("search");
  query.raters = data::prefer_rater(study.database,
                                    arguments.has("open") ? std::nullopt : std::optional(rater));
  std::vector<std::int64_t> ids;
  for (const data::IssueSummary& issue : data::find_issues(study.database, query)) {
    ids.push_back(issue.id);
  }
  return ids;
}

taxonomy::QueueRequest queue_request(Study& study, const Arguments& arguments,
                                     const std::string& rater) {
  taxonomy::QueueRequest request{.only_unsure = arguments.has("unsure"),
                                 .only_disagreements = arguments.has("disagreements")};
  if (const auto tranche = arguments.text("tranche")) {
    request.sample_id = data::required_sample(study.database, *tranche).id;
  }
  if (const auto issue = arguments.text("issue")) {
    request.only = {named_issue(study, *issue)};
  } else if (arguments.has("where") || arguments.has("search")) {
    request.only = found_issues(study, arguments, rater);
  }
  return request;
}

/// Proposes codes from what the rater has labelled; learns when it is first asked, so that the
/// screen opens at once.
std::function<std::vector<taxonomy::Suggestion>(const taxonomy::OpenItem&)> suggestions(
    Study& study, const std::string& rater) {
  const auto learnt = std::make_shared<std::optional<taxonomy::Suggester>>();
  return [&study, rater, learnt](const taxonomy::OpenItem& issue) {
    if (!*learnt) {
      learnt->emplace(study.database, study.codebook, data::prefer_rater(study.database, rater));
    }
    return (*learnt)->suggest(study.database, issue.source, issue.number);
  };
}

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.has("keys")) {
    world.out << taxonomy::describe_keys();
    return ExitCode::kDone;
  }
  check_screen(world);
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::string rater = whose_labels(study, arguments.text("rater"));
  return show_labelling_screen(world, study, queue_request(study, arguments, rater),
                               {.rater = rater,
                                .open = arguments.has("open"),
                                .assisted = arguments.has("assist"),
                                .suggest = suggestions(study, rater)});
}

}  // namespace

Command label_command() {
  return {
      .name = "label",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "label issues in the terminal",
      .details =
          "Shows one issue after the other beside the codes, the sample in its order, those that\n"
          "lack a label first. A code is chosen by one key and stored at once, so that nothing is\n"
          "lost however it ends; `?` shows all keys, q leaves. Other raters' labels are not "
          "shown,\n"
          "and suggestions only after the rater has chosen.",
      .example =
          "faultline label --rater ana\n"
          "faultline label --rater ana --unsure   # once more, where it was not sure",
      .options = {{"rater", "RATER", "who labels; not needed where the study has one rater"},
                  {"issue", "ISSUE", "this issue alone"},
                  {"tranche", "TRANCHE", "only issues of this tranche"},
                  {"unsure", "", "only issues of which the rater is unsure"},
                  {"disagreements", "", "only issues on which raters differ"},
                  {"where", "DIMENSION=CODE", "only issues that the rater gave this code", true},
                  {"search", "WORDS", "only issues that have all these words; best first"},
                  {"open", "", "show other raters' labels"},
                  {"assist", "", "show suggestions from the start; labels are marked so"},
                  {"keys", "", "print what each key does, and end"}},
      .run = run};
}

}  // namespace faultline::app
