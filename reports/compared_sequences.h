#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/maximal_sequences.h"
#include "analysis/sequence_occurrences.h"
#include "analysis/sequence_reduction.h"
#include "analysis/shared_sequences.h"
#include "reports/model_graphs.h"

namespace faultline::reports {

/// The published method, for a first set of models with itself and with each of the others.
struct PublishedSequences {
  struct Pair {
    std::string name;  ///< "AxB"
    analysis::SharedSequences shared;
  };
  struct Difference {
    std::string name;  ///< "1\2": what pair 1 has and pair 2 has not
    std::vector<analysis::OperatorSequence> sequences;
  };
  struct Reduced {
    std::string name;  ///< of a pair, counted from 1, or of a difference
    analysis::SequenceReduction reduction;
  };
  std::vector<Pair> pairs;
  std::vector<Difference> differences;
  std::vector<Reduced> reduced;
};

/// @throws Error (failure) where a model has too many paths to list them, which it names, or the
///         sets have too many pairs of paths to compare them
[[nodiscard]] PublishedSequences published_sequences(const LoadedModelSets& loaded);

/// Maximal sequences that the first set shares with itself or another one.
struct MaximalPair {
  std::string name;  ///< "AxB"
  std::optional<std::uint64_t> total;
  std::vector<analysis::OperatorSequence> sequences;  ///< the longest first
  /// For each sequence, the models of each set that have it.
  std::vector<std::vector<std::int64_t>> models;
  /// For each sequence, whether it is more common in the first set than in the second; empty where
  /// there is only one set.
  std::vector<analysis::SequenceTest> tests;
};

struct SequenceOptions {
  std::size_t shortest = 3;
  std::size_t most = 10'000;
};

[[nodiscard]] std::vector<MaximalPair> maximal_pairs(const LoadedModelSets& loaded,
                                                     const SequenceOptions& options);

}  // namespace faultline::reports
