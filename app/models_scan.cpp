#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/collect_progress.h"
#include "app/commands.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/text.h"
#include "collectors/models/scan.h"

namespace faultline::app {

namespace {

std::string required_set(const Arguments& arguments) {
  const std::string set(trim(arguments.text("set").value_or("")));
  if (set.empty()) {
    throw Error("`faultline models scan` needs the name of a set")
        .help("for example --set mismatched, --set correct or --set tests");
  }
  if (set.find(',') != std::string::npos) throw Error("the name of a set can have no comma");
  return set;
}

void print_json(World& world, const std::string& set, const collectors::ModelScan& scan) {
  nlohmann::ordered_json broken = nlohmann::ordered_json::array();
  for (const collectors::BrokenModel& model : scan.broken) {
    broken.push_back({{"model", model.name}, {"problem", model.problem}});
  }
  const nlohmann::ordered_json result{
      {"set", set}, {"models", scan.models}, {"nodes", scan.nodes}, {"broken", broken}};
  world.out << result.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::string set = required_set(arguments);
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  std::vector<collectors::ModelFile> files;
  for (const std::string& folder : arguments.positional()) {
    const auto more = collectors::find_model_files(world.current_folder / folder);
    files.insert(files.end(), more.begin(), more.end());
  }
  CollectProgress progress(world, arguments.has("quiet"));
  const auto total = static_cast<std::int64_t>(files.size());
  const collectors::ModelScan scan =
      collectors::scan_models(study.database, files, set,
                              [&](std::int64_t done) { progress.show(set, done, total, "files"); });
  progress.end_line();
  for (const collectors::BrokenModel& model : scan.broken) {
    world.err << fmt::format("{}: {}\n", printable(model.name), printable(model.problem));
  }
  if (arguments.has("json")) {
    print_json(world, set, scan);
  } else if (!arguments.has("quiet")) {
    world.out << fmt::format("{}: {} with {}, {} that cannot be read\n", printable(set),
                             counted(scan.models, "model"), counted(scan.nodes, "node"),
                             counted(static_cast<std::int64_t>(scan.broken.size()), "file"));
  }
  return ExitCode::kDone;
}

}  // namespace

Command models_scan_command() {
  return {
      .name = "models scan",
      .arguments = "DIR...",
      .least_arguments = 1,
      .most_arguments = kAnyNumber,
      .about = "read ONNX models into a set",
      .details =
          "Reads all files that end in .onnx in the folders and below them, without their "
          "weights,\n"
          "and makes the set hold these models and no others. Files that cannot be read are told,\n"
          "and kept with the reason. The sets mismatched, correct and tests are compared where\n"
          "nothing else is said.",
      .example =
          "faultline models scan converted/mismatched --set mismatched\n"
          "faultline models scan converted/correct --set correct",
      .options = {{"set", "SET", "the set: mismatched, correct, tests or any other name"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
