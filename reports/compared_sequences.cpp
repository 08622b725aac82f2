#include "reports/compared_sequences.h"

#include <fmt/format.h>

#include <limits>

#include "analysis/graph_union.h"
#include "base/error.h"
#include "base/parallel.h"

namespace faultline::reports {

namespace {

/// So many different label lists of a model are compared; the published study's models have a few.
constexpr std::size_t kMostPaths = 200'000;

constexpr std::string_view kInstead =
    "`--method maximal` asks the same question without listing paths";

std::vector<analysis::ModelPaths> list_paths(const ModelSetGraphs& set,
                                             const analysis::Vocabulary& vocabulary) {
  std::vector<analysis::ModelPaths> paths(set.graphs.size());
  parallel_for(paths.size(), [&](std::size_t i) {
    try {
      paths[i] = analysis::label_paths(set.graphs[i], vocabulary, kMostPaths);
    } catch (Error& error) {
      throw error.at(set.models[i]).help(std::string(kInstead));
    }
  });
  return paths;
}

/// The first set with itself, or with another one.
analysis::SharedSequences compare_paths(const std::vector<std::vector<analysis::ModelPaths>>& sets,
                                        std::size_t other, const analysis::Vocabulary& vocabulary) {
  try {
    return other == 0 ? analysis::shared_sequences_within(sets[0], vocabulary)
                      : analysis::shared_sequences(sets[0], sets[other], vocabulary);
  } catch (Error& error) {
    throw error.help(std::string(kInstead));
  }
}

std::string pair_name(const LoadedModelSets& loaded, std::size_t other) {
  return fmt::format("{}x{}", loaded.sets.front().name, loaded.sets[other].name);
}

}  // namespace

PublishedSequences published_sequences(const LoadedModelSets& loaded) {
  PublishedSequences result;
  std::vector<std::vector<analysis::ModelPaths>> paths;
  for (const ModelSetGraphs& set : loaded.sets) {
    paths.push_back(list_paths(set, loaded.vocabulary));
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    result.pairs.push_back({pair_name(loaded, i), compare_paths(paths, i, loaded.vocabulary)});
    result.reduced.push_back(
        {std::to_string(i + 1), analysis::reduce_sequences(result.pairs.back().shared.sequences)});
  }
  for (std::size_t i = 1; i < paths.size(); ++i) {
    const std::string name = fmt::format("1\\{}", i + 1);
    result.differences.push_back({name, analysis::difference(result.pairs[0].shared.sequences,
                                                             result.pairs[i].shared.sequences)});
    result.reduced.push_back(
        {name, analysis::reduce_sequences(result.differences.back().sequences)});
  }
  return result;
}

std::vector<MaximalPair> maximal_pairs(const LoadedModelSets& loaded,
                                       const SequenceOptions& options) {
  const analysis::MaximalSearch search{
      .labels = loaded.vocabulary.size(), .shortest = options.shortest, .most = options.most};
  std::vector<analysis::GraphUnion> unions;
  for (const ModelSetGraphs& set : loaded.sets) {
    unions.emplace_back(set.operators, loaded.vocabulary.size());
  }
  std::vector<MaximalPair> pairs(loaded.sets.size());
  parallel_for(pairs.size(), [&](std::size_t other) {
    analysis::MaximalSequences found =
        other == 0 ? analysis::maximal_sequences_within(loaded.sets[0].operators, search)
                   : analysis::maximal_sequences(loaded.sets[0].operators,
                                                 loaded.sets[other].operators, search);
    pairs[other].name = pair_name(loaded, other);
    pairs[other].total = found.total;
    pairs[other].sequences = std::move(found.sequences);
  });
  for (MaximalPair& pair : pairs) {
    pair.models.resize(pair.sequences.size());
    parallel_for(pair.sequences.size(), [&](std::size_t i) {
      for (const analysis::GraphUnion& set : unions) {
        pair.models[i].push_back(
            static_cast<std::int64_t>(analysis::models_with(pair.sequences[i], set).size()));
      }
    });
    if (loaded.sets.size() < 2) continue;
    std::vector<analysis::SequenceSpread> spreads;
    for (const std::vector<std::int64_t>& models : pair.models) {
      spreads.push_back({.with = models[0],
                         .of = static_cast<std::int64_t>(loaded.sets[0].models.size()),
                         .other_with = models[1],
                         .other_of = static_cast<std::int64_t>(loaded.sets[1].models.size())});
    }
    pair.tests = analysis::test_spread(
        spreads, pair.total.value_or(std::numeric_limits<std::uint64_t>::max()));
  }
  return pairs;
}

}  // namespace faultline::reports
