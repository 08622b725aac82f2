#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/graph_union.h"

namespace faultline::analysis {

/// The models in which a sequence runs along some path, ascending.
[[nodiscard]] std::vector<std::int32_t> models_with(const OperatorSequence& sequence,
                                                    const GraphUnion& models);

/// The vertices of a place at which a sequence runs along a path of a graph; of several the one
/// whose vertices have the smallest numbers. Empty where there is none.
[[nodiscard]] std::vector<std::int32_t> find_occurrence(const OperatorSequence& sequence,
                                                        const OperatorGraph& graph);

/// How a sequence is spread over two sets of models.
struct SequenceSpread {
  std::int64_t with = 0;        ///< models of the first set that have it
  std::int64_t of = 0;          ///< models of the first set
  std::int64_t other_with = 0;  ///< the same of the second set
  std::int64_t other_of = 0;
};

struct SequenceTest {
  double p = 1;           ///< of being as common in the first set, or more so, by chance
  double p_adjusted = 1;  ///< Holm's, for the whole family
};

/// Whether sequences are more common in the first set than in the second: Fisher's exact test, one
/// sided, with Holm's adjustment. In the order of the input.
///
/// @param family  how many sequences there are to be tested, those of `spreads` among them; the
///                others count as if their p were larger than all, which errs on the safe side
/// Source: Fisher 1935; Holm 1979.
[[nodiscard]] std::vector<SequenceTest> test_spread(std::span<const SequenceSpread> spreads,
                                                    std::uint64_t family);

}  // namespace faultline::analysis
