#include <benchmark/benchmark.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "analysis/maximal_sequences.h"
#include "analysis/shared_sequences.h"
#include "base/file.h"
#include "base/random.h"
#include "collectors/models/onnx_reader.h"
#include "data/models.h"
#include "reports/model_graphs.h"

namespace faultline::bench {

namespace {

using analysis::ModelPaths;
using analysis::OperatorGraph;
using analysis::Vocabulary;
using nlohmann::json;

/// Models of third parties, with the time that the published study's program took for them.
const std::filesystem::path kPublicModels =
    std::filesystem::path(FAULTLINE_SHARED_DIR) / "oracles/sequences";

/// Sets of models in memory.
struct Sets {
  Vocabulary vocabulary;
  std::map<std::string, std::vector<OperatorGraph>> graphs;
};

Sets read_public_models() {
  const json manifest = json::parse(read_file(kPublicModels / "manifest.json"));
  std::map<std::string, std::vector<data::Model>> models;
  std::vector<std::string> names;
  for (const auto& [set, files] : manifest.at("sets").items()) {
    for (const std::string file : files) {
      models[set].push_back(collectors::read_onnx_file(kPublicModels / "models" / file));
      for (const data::ModelVertex& vertex : models[set].back().vertices) {
        names.push_back(reports::vertex_label(vertex));
      }
    }
  }
  Sets sets{.vocabulary = Vocabulary(std::move(names)), .graphs = {}};
  for (const auto& [set, of] : models) {
    for (const data::Model& model : of) {
      std::vector<std::int32_t> labels;
      for (const data::ModelVertex& vertex : model.vertices) {
        labels.push_back(sets.vocabulary.id(reports::vertex_label(vertex)));
      }
      sets.graphs[set].emplace_back(std::move(labels), model.edges);
    }
  }
  return sets;
}

bool is_skipped(benchmark::State& state) {
  if (std::filesystem::exists(kPublicModels / "manifest.json")) return false;
  state.SkipWithError("the models of third parties are not there");
  return true;
}

std::vector<ModelPaths> paths_of(const std::vector<OperatorGraph>& graphs,
                                 const Vocabulary& vocabulary) {
  constexpr std::size_t kMost = 1'000'000;
  std::vector<ModelPaths> paths;
  for (const OperatorGraph& graph : graphs) {
    paths.push_back(analysis::label_paths(graph, vocabulary, kMost));
  }
  return paths;
}

/// The comparison of all path pairs, as the baseline times it. The counter says how many times
/// faster it is than the best time of the published study's program.
void published_sequences(benchmark::State& state, const char* other) {
  if (is_skipped(state)) return;
  const Sets sets = read_public_models();
  const std::vector<ModelPaths> first = paths_of(sets.graphs.at("A"), sets.vocabulary);
  const std::vector<ModelPaths> second = paths_of(sets.graphs.at(other), sets.vocabulary);
  const bool is_within = std::string_view(other) == "A";
  for (auto _ : state) {
    benchmark::DoNotOptimize(is_within
                                 ? analysis::shared_sequences_within(first, sets.vocabulary)
                                 : analysis::shared_sequences(first, second, sets.vocabulary));
  }
  const json timings = json::parse(read_file(kPublicModels / "timings.json"));
  const double baseline =
      timings.at("set_pairs").at(std::string("Ax") + other).at("best_compare_s").get<double>();
  state.counters["times_the_baseline"] =
      benchmark::Counter(baseline, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK_CAPTURE(published_sequences, AxA, "A")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(published_sequences, AxB, "B")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(published_sequences, AxC, "C")->Unit(benchmark::kMillisecond)->UseRealTime();

std::vector<OperatorGraph> operators_of(const std::vector<OperatorGraph>& graphs,
                                        const Vocabulary& vocabulary) {
  std::vector<OperatorGraph> operators;
  for (const OperatorGraph& graph : graphs) {
    operators.push_back(analysis::operators_on_paths(graph, vocabulary));
  }
  return operators;
}

void maximal_sequences(benchmark::State& state, const char* first, const char* second) {
  if (is_skipped(state)) return;
  const Sets sets = read_public_models();
  const auto a = operators_of(sets.graphs.at(first), sets.vocabulary);
  const auto b = operators_of(sets.graphs.at(second), sets.vocabulary);
  const analysis::MaximalSearch search{.labels = sets.vocabulary.size()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(analysis::maximal_sequences(a, b, search));
  }
}
BENCHMARK_CAPTURE(maximal_sequences, AxB, "A", "B")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(maximal_sequences, AxC, "A", "C")->Unit(benchmark::kMillisecond);
// densenet, inception, resnet, ... with themselves: more than 10^18 sequences, all counted.
BENCHMARK_CAPTURE(maximal_sequences, real_nets, "counts_only", "counts_only")
    ->Unit(benchmark::kMillisecond);

/// Models of 15 to 100 operators of 60 kinds, as generators of test models make them: each node
/// reads one or two of those a little before it.
std::vector<OperatorGraph> generated_models(std::size_t count, std::uint64_t seed) {
  constexpr std::uint64_t kKinds = 60;
  Random random(seed);
  std::vector<OperatorGraph> models;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::int32_t> labels;
    std::vector<OperatorGraph::Edge> edges;
    const auto nodes = static_cast<std::int32_t>(15 + random.below(86));
    for (std::int32_t node = 0; node < nodes; ++node) {
      // Some kinds are much more common than others.
      labels.push_back(static_cast<std::int32_t>(random.below(1 + random.below(kKinds))));
      for (std::uint64_t input = 0; node > 0 && input <= random.below(2); ++input) {
        const auto back = static_cast<std::int32_t>(1 + random.below(4));
        edges.emplace_back(std::max(node - back, 0), node);
      }
    }
    models.emplace_back(std::move(labels), std::move(edges));
  }
  return models;
}

void maximal_growth(benchmark::State& state) {
  constexpr std::size_t kKinds = 60;
  const auto models = static_cast<std::size_t>(state.range(0));
  const auto mismatched = generated_models(models / 2, 1);
  const auto correct = generated_models(models - models / 2, 2);
  std::size_t nodes = 0;
  for (const auto* set : {&mismatched, &correct}) {
    for (const OperatorGraph& graph : *set) nodes += graph.size();
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(analysis::maximal_sequences(mismatched, correct, {.labels = kKinds}));
  }
  state.counters["nodes"] = static_cast<double>(nodes);
  state.counters["nodes_per_second"] =
      benchmark::Counter(static_cast<double>(nodes), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(maximal_growth)->Arg(10)->Arg(100)->Arg(1'000)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace faultline::bench
