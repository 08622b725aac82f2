#include "analysis/network.h"

#include <algorithm>
#include <boost/container_hash/hash.hpp>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "analysis/discrete_law.h"

namespace faultline::analysis {

namespace {

/// What a step of the search costs in units of work, against carrying on one cost of one node.
constexpr std::int64_t kStepWork = 10;

/// How many costs may be held at once: 16 bytes each.
constexpr std::size_t kMostCosts = 30'000'000;

/// Probabilities by cost.
class CostLaw {
 public:
  void add(Cost cost, double probability) { costs_.emplace_back(cost, probability); }
  [[nodiscard]] bool empty() const { return costs_.empty(); }
  [[nodiscard]] std::size_t size() const { return costs_.size(); }
  [[nodiscard]] const std::pair<Cost, double>& operator[](std::size_t i) const { return costs_[i]; }

  /// Sums up equal costs, if they may be so many by now that it is worth the time.
  void compact_if_grown() {
    if (costs_.size() < 2 * compacted_size_ + 1000) return;
    compact();
    compacted_size_ = costs_.size();
  }

  /// Sums up equal costs and sorts them.
  void compact() {
    std::ranges::sort(costs_);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < costs_.size(); ++i) {
      if (costs_[i].first == costs_[kept].first) {
        costs_[kept].second += costs_[i].second;
      } else {
        costs_[++kept] = costs_[i];
      }
    }
    if (!costs_.empty()) costs_.resize(kept + 1);
  }

  /// The first place with at least this cost, once sorted.
  [[nodiscard]] std::size_t first_at_least(Cost cost) const {
    const auto found = std::ranges::lower_bound(costs_, cost, {}, &std::pair<Cost, double>::first);
    return static_cast<std::size_t>(found - costs_.begin());
  }

 private:
  std::vector<std::pair<Cost, double>> costs_;
  std::size_t compacted_size_ = 0;
};

struct Node {
  /// Costs of all ways to go on from here to a whole table.
  Cost cheapest = std::numeric_limits<Cost>::max();
  Cost dearest = std::numeric_limits<Cost>::min();
  /// Probability of coming here, by the cost so far.
  CostLaw reached;
};

/// For each place in a law, the probability of its cost or a dearer one; 0 after the last.
std::vector<double> upper_tails(const CostLaw& law) {
  std::vector<double> tails(law.size() + 1);
  for (std::size_t i = law.size(); i-- > 0;) tails[i] = tails[i + 1] + law[i].second;
  return tails;
}

class NetworkWalk {
 public:
  NetworkWalk(const Network& network, Cost limit, std::int64_t work)
      : network_(network), limit_(limit), work_(work), nodes_(network.stages + 1) {}

  std::optional<double> run() {
    add_bounds(0, network_.start);
    if (work_ < 0) return std::nullopt;
    Node& start = nodes_[0].at(network_.start);
    if (start.cheapest >= limit_) return 1.0;
    start.reached.add(0, 1);
    held_ = 1;
    for (std::size_t stage = 0; stage < network_.stages; ++stage) {
      for (auto& [state, node] : nodes_[stage]) {
        if (node.reached.empty()) continue;
        walk_from(stage, state, node.reached);
        if (work_ < 0 || held_ > kMostCosts) return std::nullopt;
      }
      nodes_[stage].clear();
    }
    return std::min(1.0, probability_);
  }

 private:
  using Nodes = std::unordered_map<NetworkState, Node, boost::hash<NetworkState>>;

  /// Finds the cheapest and the dearest way on from a state, and so all nodes that can be reached.
  const Node& add_bounds(std::size_t stage, const NetworkState& state) {
    const auto [place, is_new] = nodes_[stage].try_emplace(state);
    // References to a node stay valid while others are added to its map.
    Node& node = place->second;
    if (!is_new) return node;
    if (stage == network_.stages) {
      node.cheapest = 0;
      node.dearest = 0;
      return node;
    }
    network_.expand(stage, state, [&](const NetworkStep& step) {
      work_ -= kStepWork;
      if (work_ < 0) return false;
      const Node& next = add_bounds(stage + 1, step.next);
      if (work_ < 0) return false;
      node.cheapest = std::min(node.cheapest, step.cost + next.cheapest);
      node.dearest = std::max(node.dearest, step.cost + next.dearest);
      return true;
    });
    return node;
  }

  void walk_from(std::size_t stage, const NetworkState& state, CostLaw& reached) {
    held_ -= reached.size();
    reached.compact();
    const std::vector<double> tails = upper_tails(reached);
    network_.expand(stage, state, [&](const NetworkStep& step) {
      Node& next = nodes_[stage + 1].at(step.next);
      const std::size_t all_count = reached.first_at_least(limit_ - step.cost - next.cheapest);
      const std::size_t none_counts = reached.first_at_least(limit_ - step.cost - next.dearest);
      probability_ += step.probability * tails[all_count];
      held_ -= next.reached.size();
      for (std::size_t i = none_counts; i < all_count; ++i) {
        next.reached.add(reached[i].first + step.cost, reached[i].second * step.probability);
      }
      next.reached.compact_if_grown();
      held_ += next.reached.size();
      work_ -= kStepWork + static_cast<std::int64_t>(all_count - none_counts);
      return work_ >= 0 && held_ <= kMostCosts;
    });
    reached = {};
  }

  const Network& network_;
  Cost limit_;
  std::int64_t work_;
  std::vector<Nodes> nodes_;
  std::size_t held_ = 0;  ///< costs in all nodes
  double probability_ = 0;
};

}  // namespace

Cost to_cost(double negative_logarithm) { return std::llround(negative_logarithm / kCostUnit); }

std::optional<double> probability_of_cost(const Network& network, Cost observed,
                                          std::int64_t work) {
  return NetworkWalk(network, observed - to_cost(kTieTolerance), work).run();
}

}  // namespace faultline::analysis
