#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/text.h"
#include "data/operator_history.h"
#include "data/study_summary.h"

namespace faultline::app {

namespace {

std::string next_step(const data::StudySummary& summary, const Study& study) {
  if (summary.labels == 0) {
    return "label issues: `faultline label import FILE`, or `faultline label set ISSUE "
           "DIMENSION=CODE --rater NAME`";
  }
  if (summary.raters.size() < 2) {
    return "have a second rater label some of the issues, then run `faultline agree`";
  }
  if (summary.operator_changes == 0) {
    return "bring ONNX's operator history: `faultline opsets import FILE`";
  }
  return fmt::format("write the tables: `faultline report` (or look at one: `faultline table {}`)",
                     study.codebook.dimensions.front().id);
}

nlohmann::ordered_json to_json(const data::StudySummary& summary, const Study& study) {
  nlohmann::ordered_json converters = nlohmann::ordered_json::array();
  for (const data::ConverterIssues& converter : summary.converters) {
    converters.push_back({{"name", converter.converter},
                          {"repository", converter.repository},
                          {"issues", converter.issues},
                          {"labelled", converter.labelled}});
  }
  nlohmann::ordered_json raters = nlohmann::ordered_json::array();
  for (const data::RaterLabels& rater : summary.raters) {
    raters.push_back({{"name", rater.rater}, {"issues", rater.issues}, {"labels", rater.labels}});
  }
  return {{"title", study.file.title},
          {"codebook", {{"name", study.codebook.name}, {"version", study.codebook.version}}},
          {"converters", converters},
          {"raters", raters},
          {"labels", summary.labels},
          {"operator_changes", summary.operator_changes},
          {"next", next_step(summary, study)}};
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const data::StudySummary summary = data::summarize_study(study.database);
  if (arguments.has("json")) {
    world.out
        << to_json(summary, study).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
        << "\n";
    return ExitCode::kDone;
  }
  world.out << printable(study.file.title) << "\n"
            << fmt::format("  codebook    {}, version {}\n", study.codebook.name,
                           study.codebook.version);
  for (const data::ConverterIssues& converter : summary.converters) {
    world.out << printable(fmt::format("  converter   {} ({}): {}, {} labelled",
                                       converter.converter, converter.repository,
                                       counted(converter.issues, "issue"), converter.labelled))
              << "\n";
  }
  for (const data::RaterLabels& rater : summary.raters) {
    world.out << printable(fmt::format("  rater       {}: {}, {}", rater.rater,
                                       counted(rater.issues, "issue"),
                                       counted(rater.labels, "label")))
              << "\n";
  }
  world.out << fmt::format("  operators   {} in the history of ONNX\n",
                           counted(summary.operator_changes, "change"))
            << "Next: " << next_step(summary, study) << "\n";
  return ExitCode::kDone;
}

}  // namespace

Command status_command() {
  return {.name = "status",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "say where the study stands and what comes next",
          .details = "",
          .example = "faultline status",
          .options = {kJsonOption},
          .run = run};
}

}  // namespace faultline::app
