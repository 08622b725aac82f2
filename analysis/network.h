#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace faultline::analysis {

/// Exact tests over all tables with given totals, without visiting every table. A table is built
/// stage by stage (a row at a time); what is still to be placed is a state, and tables that reach
/// the same state go on in the same way. A stage adds a cost, minus the logarithm of the factors
/// that it puts into the table's probability, so that improbable tables are dear ones.
///
/// Source: Mehta and Patel 1983, JASA 78 (the network algorithm). Tables that reach a state are
/// held together by cost; where the cheapest completion is already dear enough all of them are
/// counted at once, where the dearest is not, all are dropped.

/// Costs are fixed-point numbers, so that the same cells in any order cost exactly the same.
using Cost = std::int64_t;
inline constexpr double kCostUnit = 1.0 / 68719476736;  // 2^-36
[[nodiscard]] Cost to_cost(double negative_logarithm);

/// What is still to be placed, in the fewest numbers that decide how a table can go on.
using NetworkState = std::vector<std::int32_t>;

/// One way to fill the stage.
struct NetworkStep {
  NetworkState next;
  Cost cost = 0;
  double probability = 0;  ///< given the state
};

/// Looks at a step; whether to go on to the next one.
using StepVisitor = std::function<bool(const NetworkStep&)>;

struct Network {
  NetworkState start;
  std::size_t stages = 0;
  /// Calls `visit` for every way to fill `stage` from `state`, until that says to stop.
  std::function<void(std::size_t stage, const NetworkState& state, const StepVisitor& visit)>
      expand;
};

/// How much work an exact test may take before it gives up, in costs carried on by one stage: some
/// seconds. It also gives up before it needs 1 GB of memory.
inline constexpr std::int64_t kExactWork = 100'000'000;

/// The same for a test that has an alternative: less than a second.
inline constexpr std::int64_t kQuickExactWork = 10'000'000;

/// Total probability of the tables that cost at least `observed`, up to the tie tolerance; no value
/// where that takes more than `work`.
[[nodiscard]] std::optional<double> probability_of_cost(const Network& network, Cost observed,
                                                        std::int64_t work = kExactWork);

}  // namespace faultline::analysis
