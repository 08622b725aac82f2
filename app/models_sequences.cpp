#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/model_sets.h"
#include "app/output.h"
#include "app/study.h"
#include "base/error.h"
#include "reports/compared_sequences.h"
#include "reports/tables/sequences.h"

namespace faultline::app {

namespace {

using Json = nlohmann::ordered_json;
using analysis::OperatorSequence;

Json names_of(const std::vector<OperatorSequence>& sequences,
              const analysis::Vocabulary& vocabulary) {
  Json list = Json::array();
  for (const OperatorSequence& sequence : sequences) {
    list.push_back(reports::operator_names(sequence, vocabulary));
  }
  return list;
}

Json sets_json(const reports::LoadedModelSets& loaded) {
  Json sets = Json::array();
  for (const reports::ModelSetGraphs& set : loaded.sets) {
    sets.push_back({{"name", set.name}, {"models", set.models}});
  }
  return sets;
}

Json published_json(const reports::LoadedModelSets& loaded,
                    const reports::PublishedSequences& published) {
  Json pairs = Json::object();
  for (const auto& [name, shared] : published.pairs) {
    pairs[name] = {{"model_pairs", shared.model_pairs},
                   {"path_pairs", shared.path_pairs ? Json(*shared.path_pairs) : Json()},
                   {"distinct_path_pairs", shared.distinct_path_pairs},
                   {"shared_before_merging", shared.shared_before_merging},
                   {"unique_sequences", shared.sequences.size()},
                   {"sequences", names_of(shared.sequences, loaded.vocabulary)}};
  }
  Json differences = Json::object();
  for (const auto& [name, sequences] : published.differences) {
    differences[name] = {{"count", sequences.size()},
                         {"sequences", names_of(sequences, loaded.vocabulary)}};
  }
  Json reduced = Json::object();
  for (const auto& [name, reduction] : published.reduced) {
    reduced[name] = {{"before", reduction.before},
                     {"after", reduction.sequences.size()},
                     {"round_sizes", reduction.round_sizes},
                     {"sequences", names_of(reduction.sequences, loaded.vocabulary)}};
  }
  return {{"method", "published"},
          {"sets", sets_json(loaded)},
          {"set_pairs", pairs},
          {"differences", differences},
          {"reduced_in_sorted_order", reduced}};
}

Json maximal_json(const reports::LoadedModelSets& loaded,
                  const std::vector<reports::MaximalPair>& pairs) {
  Json all = Json::object();
  for (const reports::MaximalPair& pair : pairs) {
    Json list = Json::array();
    for (std::size_t i = 0; i < pair.sequences.size(); ++i) {
      Json models = Json::object();
      for (std::size_t set = 0; set < loaded.sets.size(); ++set) {
        models[loaded.sets[set].name] = pair.models[i][set];
      }
      const bool is_tested = !pair.tests.empty();
      list.push_back({{"operators", reports::operator_names(pair.sequences[i], loaded.vocabulary)},
                      {"models", models},
                      {"p", is_tested ? Json(pair.tests[i].p) : Json()},
                      {"p_adjusted", is_tested ? Json(pair.tests[i].p_adjusted) : Json()}});
    }
    all[pair.name] = {{"total", pair.total ? Json(*pair.total) : Json()},
                      {"listed", pair.sequences.size()},
                      {"sequences", list}};
  }
  return {{"method", "maximal"}, {"sets", sets_json(loaded)}, {"set_pairs", all}};
}

void print_json(World& world, const Json& json) {
  world.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

ExitCode run(World& world, const Arguments& arguments) {
  const std::string method = arguments.text("method").value_or("maximal");
  if (method == "published" && (arguments.has("shortest") || arguments.has("limit"))) {
    throw Error("the published method has no choice of length or number")
        .help("--shortest and --limit belong to --method maximal");
  }
  reports::SequenceOptions options;
  if (const auto shortest = arguments.positive("shortest")) {
    options.shortest = static_cast<std::size_t>(*shortest);
  }
  if (const auto limit = arguments.positive("limit")) {
    options.most = static_cast<std::size_t>(*limit);
  }
  Study study = open_study(world, arguments, data::Database::Access::kRead);
  const reports::LoadedModelSets loaded =
      reports::load_model_sets(study.database, named_model_sets(study, arguments));
  if (method == "published") {
    const reports::PublishedSequences published = reports::published_sequences(loaded);
    if (arguments.has("json")) {
      print_json(world, published_json(loaded, published));
    } else {
      print_table(world, arguments, reports::published_sequences_table(loaded, published));
    }
    return ExitCode::kDone;
  }
  const std::vector<reports::MaximalPair> pairs = reports::maximal_pairs(loaded, options);
  if (arguments.has("json")) {
    print_json(world, maximal_json(loaded, pairs));
  } else {
    print_table(world, arguments, reports::maximal_sequences_table(loaded, pairs));
  }
  return ExitCode::kDone;
}

}  // namespace

Command models_sequences_command() {
  return {
      .name = "models sequences",
      .arguments = "",
      .least_arguments = 0,
      .most_arguments = 0,
      .about = "find operator sequences that sets of models share",
      .details =
          "Compares the first set with itself and with each other set, along the paths from graph\n"
          "inputs to graph outputs. maximal: the sequences that occur in models of both and "
          "cannot\n"
          "be longer, with an exact p for being more common in the first set than in the second.\n"
          "published: as the published study did, path by path.",
      .example =
          "faultline models sequences\n"
          "faultline models sequences --sets mismatched,correct,tests --method published --json",
      .options = {kSetsOption,
                  {"method", "maximal|published", "how sequences are found; else maximal"},
                  {"shortest", "N", "maximal: only sequences of N operators and more (3)"},
                  {"limit", "N", "maximal: the longest N of each pair of sets (10000)"},
                  kFormatOption,
                  kJsonOption},
      .run = run};
}

}  // namespace faultline::app
