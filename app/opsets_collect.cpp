#include <fmt/format.h>

#include "app/collect_progress.h"
#include "app/commands.h"
#include "app/github_connection.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "collectors/opsets/collect_history.h"

namespace faultline::app {

namespace {

std::vector<collectors::NamedText> read_files(const World& world,
                                              const std::vector<std::string>& names) {
  std::vector<collectors::NamedText> files;
  files.reserve(names.size());
  for (const std::string& name : names) {
    files.push_back({name, read_file(world.current_folder / name)});
  }
  return files;
}

/// The files that the options name; none where they name no changelog.
std::optional<collectors::HistoryFiles> local_files(const World& world,
                                                    const Arguments& arguments) {
  if (!arguments.has("changelog")) {
    if (arguments.has("versions") || arguments.has("operators")) {
      throw Error("--versions and --operators go with --changelog")
          .help("without any of them, all is read from GitHub");
    }
    return std::nullopt;
  }
  for (const char* other : {"repository", "base-url", "token-file"}) {
    if (arguments.has(other)) {
      throw Error(fmt::format("--changelog and --{} exclude each other", other));
    }
  }
  return collectors::HistoryFiles{.changelogs = read_files(world, arguments.texts("changelog")),
                                  .versions = read_files(world, arguments.texts("versions")),
                                  .operators = read_files(world, arguments.texts("operators"))};
}

collectors::HistoryFiles files_of_github(World& world, const Arguments& arguments) {
  CollectProgress progress(world, arguments.has("quiet"));
  GithubConnection connection(world, arguments,
                              [&](const collectors::Pause& pause) { progress.show(pause); });
  return collectors::fetch_history_files(connection.client(),
                                         arguments.text("repository").value_or("onnx/onnx"));
}

ExitCode run(World& world, const Arguments& arguments) {
  const auto local = local_files(world, arguments);
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  const std::string history = arguments.text("history").value_or("changelog");
  const collectors::CollectedHistory done = collectors::store_history(
      study.database, local ? *local : files_of_github(world, arguments), history);
  if (arguments.has("quiet")) return ExitCode::kDone;
  world.out << fmt::format("{}: {} with {} added, {} known already; {} of functions\n",
                           printable(history), counted(done.sets, "operator set"),
                           counted(done.changes_added, "change"), done.changes_known,
                           counted(done.functions, "operator"));
  if (done.changes_removed > 0) {
    world.out << fmt::format("  {} that the changelog no longer tells removed\n",
                             counted(done.changes_removed, "change"));
  }
  if (done.without_date > 0) {
    world.out << fmt::format("  {} without a release date\n",
                             counted(done.without_date, "operator set"));
  }
  for (const std::string& note : done.notes) world.out << "  " << printable(note) << "\n";
  return ExitCode::kDone;
}

}  // namespace

Command opsets_collect_command() {
  return {.name = "opsets collect",
          .arguments = "",
          .least_arguments = 0,
          .most_arguments = 0,
          .about = "read ONNX's operator history from its changelog",
          .details =
              "From GitHub: changelogs, lists of operators (which ones are functions), versioning\n"
              "table and releases. Or from local files: --changelog is docs/Changelog.md or\n"
              "docs/Changelog-ml.md; --versions is docs/Versioning.md, GitHub's list of releases\n"
              "(JSON) or a CSV with the columns opset and released; --operators is\n"
              "docs/Operators.md. The history stands beside others that the study has.",
          .example =
              "faultline opsets collect\n"
              "faultline opsets collect --changelog Changelog.md --versions Versioning.md \\\n"
              "  --versions releases.json --operators Operators.md",
          .options = {{"changelog", "FILE", "read this file instead of GitHub", true},
                      {"versions", "FILE", "when operator sets came out", true},
                      {"operators", "FILE", "which operators are functions", true},
                      {"history", "HISTORY", "what the history is called (changelog)"},
                      {"repository", "OWNER/NAME", "where ONNX is (onnx/onnx)"},
                      {"base-url", "URL", "a GitHub Enterprise server instead of github.com"},
                      {"token-file", "FILE", "a file that holds the token"}},
          .run = run};
}

}  // namespace faultline::app
