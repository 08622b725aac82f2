#include <fmt/format.h>

#include "app/commands.h"
#include "app/issue_name.h"
#include "app/labelling_screen.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "data/issues.h"
#include "data/samples.h"
#include "taxonomy/adjudication.h"
#include "taxonomy/codebook.h"

namespace faultline::app {

namespace {

taxonomy::DisagreementQuery disagreement_query(Study& study, const Arguments& arguments) {
  taxonomy::DisagreementQuery query;
  if (const auto tranche = arguments.text("tranche")) {
    query.sample_id = data::required_sample(study.database, *tranche).id;
  }
  if (const auto raters = arguments.text("raters")) {
    for (const std::string& name : split(*raters, ',')) {
      query.raters.emplace_back(trim(name));
      static_cast<void>(data::prefer_rater(study.database, query.raters.back()));
    }
  }
  query.settled_too = arguments.has("all");
  return query;
}

/// One row for each label of a disagreement.
reports::Table disagreement_table(const std::vector<taxonomy::RaterDisagreement>& found) {
  reports::Table table{.id = "disagreements", .title = "Issues on which raters differ"};
  table.columns = {
      {.id = "issue", .label = "Issue"},           {.id = "dimension", .label = "Dimension"},
      {.id = "rater", .label = "Rater"},           {.id = "code", .label = "Code"},
      {.id = "confidence", .label = "Confidence"}, {.id = "memo", .label = "Memo"},
      {.id = "evidence", .label = "Evidence"}};
  const auto add = [&](const taxonomy::RaterDisagreement& item, const data::Label& label) {
    table.rows.push_back(
        {.values = {fmt::format("{}#{}", item.repository, item.issue), item.dimension, label.rater,
                    label.code, label.confidence, label.memo, label.evidence}});
  };
  for (const taxonomy::RaterDisagreement& item : found) {
    for (const data::Label& label : item.labels) add(item, label);
    if (item.consensus) add(item, *item.consensus);
  }
  table.notes.emplace_back(found.empty()
                               ? "There is no disagreement that is open."
                               : "Settle one: `faultline adjudicate --set ISSUE DIMENSION=CODE "
                                 "--reason TEXT`.");
  return table;
}

/// Reads "ISSUE DIMENSION=CODE --reason TEXT".
taxonomy::Settlement parse_settlement(const Study& study, const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::size_t equals = words.size() == 2 ? words[1].find('=') : std::string::npos;
  if (equals == std::string::npos) {
    throw Error("--set wants an issue and its code")
        .help("write it as `faultline adjudicate --set owner/name#12 stage=export --reason TEXT`");
  }
  const IssueName issue = parse_issue_name(words[0], study);
  const data::Dimension& dimension =
      taxonomy::find_dimension(study.codebook, words[1].substr(0, equals));
  return {.repository = issue.repository,
          .issue = issue.number,
          .dimension = dimension.id,
          .code = taxonomy::codes_meant(dimension, words[1].substr(equals + 1)).front(),
          .reason = arguments.text("reason").value_or("")};
}

ExitCode settle_one(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const taxonomy::Settlement settlement = parse_settlement(study, arguments);
  const bool added =
      taxonomy::settle(study.database, study.codebook, settlement, world.clock.now());
  if (!arguments.has("quiet")) {
    world.out << fmt::format("{}#{}: the {} is {}{}\n", settlement.repository, settlement.issue,
                             settlement.dimension, settlement.code, added ? "" : " already");
  }
  return ExitCode::kDone;
}

ExitCode settle_on_screen(World& world, const Arguments& arguments) {
  check_screen(world);
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  taxonomy::QueueRequest request{.only_disagreements = true};
  if (const auto tranche = arguments.text("tranche")) {
    request.sample_id = data::required_sample(study.database, *tranche).id;
  }
  return show_labelling_screen(world, study, request,
                               {.rater = std::string(data::kConsensusRater)});
}

ExitCode run(World& world, const Arguments& arguments) {
  if (arguments.has("set")) return settle_one(world, arguments);
  if (!arguments.positional().empty()) {
    throw Error(fmt::format("'{}' was not expected", arguments.positional().front()))
        .help("to settle an issue, say --set before it");
  }
  if (!arguments.has("list") && !arguments.has("json")) return settle_on_screen(world, arguments);
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  print_table(world, arguments,
              disagreement_table(taxonomy::rater_disagreements(
                  study.database, study.codebook, disagreement_query(study, arguments))));
  return ExitCode::kDone;
}

}  // namespace

Command adjudicate_command() {
  return {
      .name = "adjudicate",
      .arguments = "[ISSUE DIMENSION=CODE]",
      .least_arguments = 0,
      .most_arguments = 2,
      .about = "settle issues on which raters differ",
      .details =
          "What is settled is a label of the rater `consensus`, which tables count before those "
          "of any\nrater; the raters' own labels stay. Shows the raters' labels, memos and "
          "evidence side "
          "by side\non the screen of `faultline label`; a code is chosen by its key and asked a "
          "reason for.\n--list prints what is open.",
      .example =
          "faultline adjudicate\n"
          "faultline adjudicate --list --tranche overlap\n"
          "faultline adjudicate --set onnx/tensorflow-onnx#1044 cause=shape-problem --reason "
          "\"the repair changes an axis\"",
      .options = {{"list", "", "print the disagreements that are open"},
                  {"all", "", "with --list: also those that are settled"},
                  {"raters", "RATER,RATER", "with --list: only between these raters"},
                  {"tranche", "TRANCHE", "only issues of this tranche"},
                  {"set", "", "settle the issue and dimension that are named"},
                  {"reason", "TEXT", "with --set: why"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
