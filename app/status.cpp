#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/next_step.h"
#include "app/output.h"
#include "app/study.h"
#include "base/text.h"
#include "data/funnel.h"
#include "data/sample_progress.h"
#include "data/study_summary.h"
#include "taxonomy/adjudication.h"

namespace faultline::app {

namespace {

nlohmann::ordered_json to_json(const std::optional<std::int64_t>& count) {
  return count ? nlohmann::ordered_json(*count) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json to_json(const std::vector<data::SampleProgress>& progress) {
  nlohmann::ordered_json samples = nlohmann::ordered_json::array();
  for (const data::SampleProgress& item : progress) {
    nlohmann::ordered_json raters = nlohmann::ordered_json::array();
    for (const data::RaterProgress& rater : item.raters) {
      raters.push_back(
          {{"name", rater.rater}, {"labelled", rater.labelled}, {"begun", rater.begun}});
    }
    samples.push_back({{"name", item.sample.name},
                       {"kind", data::id_of(item.sample.kind)},
                       {"issues", item.sample.issues},
                       {"raters", raters}});
  }
  return samples;
}

nlohmann::ordered_json to_json(const StudyState& state, const Study& study) {
  const data::StudySummary& summary = state.summary;
  nlohmann::ordered_json converters = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < summary.converters.size(); ++i) {
    const data::ConverterIssues& converter = summary.converters[i];
    converters.push_back({{"name", converter.converter},
                          {"repository", converter.repository},
                          {"issues", converter.issues},
                          {"labelled", converter.labelled},
                          {"collected", state.funnel[i].collected},
                          {"relevant", to_json(state.funnel[i].relevant)},
                          {"evidence", to_json(state.funnel[i].evidence)},
                          {"sampled", to_json(state.funnel[i].sampled)}});
  }
  nlohmann::ordered_json raters = nlohmann::ordered_json::array();
  for (const data::RaterLabels& rater : summary.raters) {
    raters.push_back({{"name", rater.rater}, {"issues", rater.issues}, {"labels", rater.labels}});
  }
  const NextStep next = next_step(state);
  return {{"title", study.file.title},
          {"codebook", {{"name", study.codebook.name}, {"version", study.codebook.version}}},
          {"converters", converters},
          {"raters", raters},
          {"samples", to_json(state.samples)},
          {"labels", summary.labels},
          {"operator_changes", summary.operator_changes},
          {"disagreements", state.disagreements},
          {"next", next.sentence()},
          {"next_command", next.command}};
}

/// "; 120 collected, 80 relevant, 31 with evidence of repair, 20 sampled", as far as it goes.
std::string funnel_words(const data::ConverterFunnel& converter) {
  if (converter.collected == 0) return {};
  std::string words = fmt::format("; {} collected", converter.collected);
  if (converter.relevant && converter.evidence) {
    words += fmt::format(", {} relevant, {} with evidence of repair", *converter.relevant,
                         *converter.evidence);
  }
  if (converter.sampled) words += fmt::format(", {} sampled", *converter.sampled);
  return words;
}

/// "ana labelled 12 and began 1; ben labelled 20", of a sample or tranche.
std::string progress_words(const data::SampleProgress& progress) {
  std::vector<std::string> raters;
  for (const data::RaterProgress& rater : progress.raters) {
    raters.push_back(fmt::format("{} labelled {}", rater.rater, rater.labelled));
    if (rater.begun > 0) raters.back() += fmt::format(" and began {}", rater.begun);
  }
  return raters.empty() ? "nobody labelled any" : join(raters, "; ");
}

StudyState state_of(Study& study) {
  StudyState state{.summary = data::summarize_study(study.database),
                   .funnel = data::funnel(study.database),
                   .samples = data::sample_progress(study.database, study.codebook)};
  if (state.summary.raters.size() > 1) {
    state.disagreements = taxonomy::count_open_disagreements(study.database, study.codebook);
  }
  state.has_report = std::filesystem::exists(study.folder / "report");
  return state;
}

ExitCode run(World& world, const Arguments& arguments) {
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const StudyState state = state_of(study);
  const data::StudySummary& summary = state.summary;
  if (arguments.has("json")) {
    world.out << to_json(state, study).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
    return ExitCode::kDone;
  }
  world.out << printable(study.file.title) << "\n"
            << fmt::format("  codebook    {}, version {}\n", study.codebook.name,
                           study.codebook.version);
  for (std::size_t i = 0; i < summary.converters.size(); ++i) {
    const data::ConverterIssues& converter = summary.converters[i];
    world.out << printable(fmt::format("  converter   {} ({}): {}, {} labelled{}",
                                       converter.converter, converter.repository,
                                       counted(converter.issues, "issue"), converter.labelled,
                                       funnel_words(state.funnel[i])))
              << "\n";
  }
  for (const data::RaterLabels& rater : summary.raters) {
    world.out << printable(fmt::format("  rater       {}: {}, {}", rater.rater,
                                       counted(rater.issues, "issue"),
                                       counted(rater.labels, "label")))
              << "\n";
  }
  for (const data::SampleProgress& item : state.samples) {
    const bool is_main = item.sample.kind == data::SampleKind::kMain;
    world.out << printable(fmt::format("  {:<12}{}: {}", is_main ? "sample" : "tranche",
                                       is_main ? counted(item.sample.issues, "issue")
                                               : fmt::format("{}, {}", item.sample.name,
                                                             counted(item.sample.issues, "issue")),
                                       progress_words(item)))
              << "\n";
  }
  world.out << fmt::format("  operators   {} in the history of ONNX\n",
                           counted(summary.operator_changes, "change"))
            << "Next: " << next_step(state).sentence() << "\n";
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
