#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/collect_progress.h"
#include "app/commands.h"
#include "app/github_connection.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "collectors/github/github_client.h"
#include "collectors/github/patches.h"
#include "collectors/github/replay.h"
#include "collectors/github/repository_collection.h"
#include "collectors/github/rest_answers.h"
#include "data/collections.h"
#include "data/issues.h"

namespace faultline::app {

namespace {

using collectors::RepositoryCollection;

/// A converter of the protocol with its repository in the database.
struct Converter {
  data::ConverterProtocol protocol;
  data::Repository repository;
};

std::vector<Converter> chosen_converters(Study& study, const Arguments& arguments) {
  const std::vector<data::Repository> repositories = data::repositories(study.database);
  std::vector<std::string> wanted = arguments.texts("converter");
  std::vector<Converter> converters;
  std::vector<std::string> names;
  for (const data::ConverterProtocol& protocol : study.file.converters) {
    names.push_back(protocol.name);
    const auto asked_for = std::find(wanted.begin(), wanted.end(), protocol.name);
    if (!wanted.empty() && asked_for == wanted.end()) continue;
    const auto row = std::find_if(
        repositories.begin(), repositories.end(), [&](const data::Repository& repository) {
          return to_lower(repository.name) == to_lower(protocol.repository);
        });
    converters.push_back({protocol, *row});
  }
  for (const std::string& name : wanted) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    Error unknown(fmt::format("the study has no converter '{}'", name));
    if (const auto meant = nearest(name, names)) {
      throw unknown.help(fmt::format("the nearest one is '{}'", *meant));
    }
    throw unknown.help("its converters are: " + join(names, ", "));
  }
  return converters;
}

/// Repositories that were collected for a converter and that study.toml no longer names.
std::vector<std::string> left_repositories(Study& study) {
  std::vector<std::string> notes;
  for (const data::Repository& repository : data::repositories(study.database)) {
    const auto named = [&](const data::ConverterProtocol& converter) {
      return to_lower(converter.repository) == to_lower(repository.name);
    };
    if (std::any_of(study.file.converters.begin(), study.file.converters.end(), named)) continue;
    if (!data::latest_collection(study.database, repository.id)) continue;
    notes.push_back(
        fmt::format("{}: study.toml does not name the repository {} any more; what was collected "
                    "from it stays in the study.",
                    repository.converter, repository.name));
  }
  return notes;
}

std::string choose_api(const Arguments& arguments, const collectors::GithubClient& client) {
  return arguments.text("api").value_or(client.has_token() ? "graphql" : "rest");
}

nlohmann::ordered_json to_json(const RepositoryCollection& collection) {
  return {{"converter", collection.protocol().name},
          {"repository", collection.protocol().repository},
          {"new", collection.tally().added},
          {"changed", collection.tally().changed},
          {"gone", collection.tally().gone},
          {"requests", collection.costs().requests},
          {"points", collection.costs().points},
          {"waited_seconds", collection.costs().waited_seconds}};
}

void print_summary(World& world, const Arguments& arguments,
                   const std::vector<std::unique_ptr<RepositoryCollection>>& collections) {
  if (arguments.has("json")) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& collection : collections) list.push_back(to_json(*collection));
    world.out << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return;
  }
  for (const auto& collection : collections) {
    const collectors::Tally& tally = collection->tally();
    const collectors::GithubCosts costs = collection->costs();
    world.out << fmt::format("{}: {} new, {} changed, {} gone; {}, {}, {} of waiting\n",
                             printable(collection->protocol().name), counted(tally.added, "issue"),
                             tally.changed, tally.gone, counted(costs.requests, "request"),
                             counted(costs.points, "point"),
                             counted(costs.waited_seconds, "second"));
  }
}

/// Tells each note once, as soon as it is known.
void print_notes(World& world, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) world.err << printable(note) << "\n";
  world.err << std::flush;
}

ExitCode collect_issues(World& world, const Arguments& arguments, Study& study) {
  const std::vector<Converter> converters = chosen_converters(study, arguments);
  CollectProgress progress(world, arguments.has("quiet"));
  GithubConnection connection(world, arguments,
                              [&](const collectors::Pause& pause) { progress.show(pause); });
  const collectors::CollectionOptions options{.api = choose_api(arguments, connection.client()),
                                              .full = arguments.has("full"),
                                              .keep = !arguments.has("no-keep")};
  std::vector<std::unique_ptr<RepositoryCollection>> collections;
  for (const Converter& converter : converters) {
    collections.push_back(std::make_unique<RepositoryCollection>(
        study.database, connection.client(), world.clock, converter.repository, converter.protocol,
        options, [&](const collectors::CollectionProgress& now) { progress.show(now); }));
    collections.back()->prepare();
  }
  if (!arguments.has("quiet")) {
    print_notes(world, left_repositories(study));
    for (const auto& collection : collections) print_notes(world, collection->notes());
  }
  try {
    for (const auto& collection : collections) {
      collection->run();
      progress.end_line();
    }
  } catch (const Error&) {
    progress.end_line();
    if (!arguments.has("json")) print_summary(world, arguments, collections);
    world.out.flush();
    throw;
  }
  print_summary(world, arguments, collections);
  return ExitCode::kDone;
}

ExitCode collect_patches(World& world, const Arguments& arguments, Study& study) {
  if (data::count_drawn(study.database) == 0) {
    throw Error("there is no sample whose patches could be collected")
        .help("`faultline sample` draws it");
  }
  const std::vector<Converter> converters = chosen_converters(study, arguments);
  CollectProgress progress(world, arguments.has("quiet"));
  GithubConnection connection(world, arguments,
                              [&](const collectors::Pause& pause) { progress.show(pause); });
  for (const Converter& converter : converters) {
    const std::int64_t read = collectors::collect_patches(
        study.database, connection.client(), world.clock, converter.repository, converter.protocol,
        !arguments.has("no-keep"), [&](std::int64_t done, std::int64_t total) {
          progress.show(converter.protocol.name, done, total, "fixes");
        });
    progress.end_line();
    world.out << fmt::format("{}: the patches of {}\n", printable(converter.protocol.name),
                             read == 1 ? "1 fix" : fmt::format("{} fixes", read));
  }
  world.out << fmt::format("Of a fix at most {} bytes of patches are kept; {}.\n",
                           collectors::kMostPatchBytes,
                           "what is cut is marked (changed_file.patch_cut)");
  return ExitCode::kDone;
}

ExitCode replay(World& world, const Arguments& arguments) {
  const auto& named = arguments.positional();
  Study study = named.empty() ? open_study(world, arguments, data::Database::Access::kWrite)
                              : open_study_in(world.current_folder / named.front(),
                                              data::Database::Access::kWrite);
  CollectProgress progress(world, arguments.has("quiet"));
  const std::int64_t answers = collectors::replay(
      study.database, [&](std::int64_t done) { progress.show("replay", done, done, "answers"); });
  progress.end_line();
  world.out << fmt::format("Rebuilt from {}.\n", counted(answers, "answer"));
  return ExitCode::kDone;
}

/// Options that make no sense together.
void check_options(const Arguments& arguments) {
  const auto exclude = [&](const char* first, std::initializer_list<const char*> others) {
    if (!arguments.has(first)) return;
    for (const char* other : others) {
      if (!arguments.has(other)) continue;
      throw Error(fmt::format("--{} and --{} exclude each other", first, other));
    }
  };
  exclude("replay", {"converter", "api", "base-url", "token-file", "full", "patches", "no-keep"});
  exclude("patches", {"api", "full"});
  if (!arguments.has("replay") && !arguments.positional().empty()) {
    throw Error("only --replay takes a study by its folder")
        .help("`faultline --study DIR collect` collects for the study in a folder");
  }
}

ExitCode run(World& world, const Arguments& arguments) {
  check_options(arguments);
  if (arguments.has("replay")) return replay(world, arguments);
  Study study = open_study(world, arguments, data::Database::Access::kWrite);
  if (arguments.has("patches")) return collect_patches(world, arguments, study);
  return collect_issues(world, arguments, study);
}

}  // namespace

Command collect_command() {
  return {
      .name = "collect",
      .arguments = "[DIR]",
      .least_arguments = 0,
      .most_arguments = 1,
      .about = "bring issues, comments, timelines and fixes from GitHub into the study",
      .details =
          "Goes on where it was interrupted; later runs ask only for what changed since. A token "
          "is\n"
          "taken from --token-file, GITHUB_TOKEN, GH_TOKEN or `gh auth token`; without one the "
          "REST\n"
          "API is used, which GitHub limits to 60 requests an hour. Every answer is kept, so that\n"
          "--replay can rebuild the tables without network.",
      .example =
          "faultline collect\n"
          "faultline collect --converter tf2onnx --api rest\n"
          "faultline collect --patches   # after `faultline sample`\n"
          "faultline collect --replay",
      .options = {{"converter", "CONVERTER", "only this converter", true},
                  {"api", "graphql|rest", "which of GitHub's; else graphql where there is a token"},
                  {"base-url", "URL", "a GitHub Enterprise server instead of github.com"},
                  {"token-file", "FILE", "a file that holds the token"},
                  {"full", "", "ask about all issues again, not only the changed ones"},
                  {"patches", "", "bring the patches of the sampled issues' fixes instead"},
                  {"no-keep", "",
                   "do not keep GitHub's answers; the study cannot be replayed then"},
                  {"replay", "",
                   "rebuild from the kept answers, of this study or of the one in DIR"},
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
