#pragma once

#include "reports/compared_sequences.h"
#include "reports/tables/tables.h"

namespace faultline::reports {

/// How many operator sequences the first set of models shares with itself and with each other set,
/// and has that the other has not: the maximal ones, and by the published method the unique ones
/// and what they are reduced to.
[[nodiscard]] Table sequences_table(const TableRequest& request);

/// The distribution of the lengths of maximal sequences, for a figure.
[[nodiscard]] Table sequence_lengths_table(const TableRequest& request);

/// The maximal sequences themselves, each with the models of each set that have it.
[[nodiscard]] Table maximal_sequences_table(const LoadedModelSets& loaded,
                                            const std::vector<MaximalPair>& pairs);

/// The unique sequences of the published method and its differences.
[[nodiscard]] Table published_sequences_table(const LoadedModelSets& loaded,
                                              const PublishedSequences& published);

}  // namespace faultline::reports
