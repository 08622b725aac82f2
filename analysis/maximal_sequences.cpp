#include "analysis/maximal_sequences.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analysis/graph_union.h"
#include "base/error.h"

namespace faultline::analysis {

namespace {

/// What a search may take before it gives up: vertices looked at, some ten seconds.
constexpr std::uint64_t kMostWork = 1'000'000'000;
constexpr std::uint64_t kTooMany = std::numeric_limits<std::uint64_t>::max();

/// Vertices at which a sequence can end, ascending.
using Ends = std::vector<std::int32_t>;

struct LabelledEnds {
  std::int32_t label = 0;
  Ends ends;
};

/// All that decides how a sequence can go on to a maximal one.
struct Situation {
  Ends ends;
  /// For each label that can go before the sequence in both sets, where it can end then.
  std::vector<LabelledEnds> with_label_before;
  std::size_t length = 0;  ///< of the sequence; never above the shortest length that counts
};

struct SituationHash {
  std::uint64_t low = 0x243F6A8885A308D3;  // digits of pi
  std::uint64_t high = 0x13198A2E03707344;

  friend bool operator==(const SituationHash&, const SituationHash&) = default;

  void add(std::uint64_t value) {
    low = (low ^ value) * 0x9E3779B97F4A7C15;
    low ^= low >> 32;
    high = (high + value) * 0xD6E8FEB86659FD93;
    high ^= high >> 29;
  }
};

SituationHash hash_of(const Situation& situation) {
  SituationHash hash;
  hash.add(situation.length);
  hash.add(situation.ends.size());
  for (const std::int32_t vertex : situation.ends) hash.add(static_cast<std::uint64_t>(vertex));
  for (const LabelledEnds& before : situation.with_label_before) {
    // Which label it is decides nothing; that the sets differ does.
    hash.add(before.ends.size());
    for (const std::int32_t vertex : before.ends) hash.add(static_cast<std::uint64_t>(vertex));
  }
  return hash;
}

struct HashOfHash {
  std::size_t operator()(const SituationHash& hash) const { return hash.low; }
};

/// A situation that leads to at least one maximal sequence, with the labels that do.
struct Node {
  std::vector<std::pair<std::int32_t, std::size_t>> next;  ///< label and node
  std::uint64_t sequences = 0;  ///< maximal ones that it leads to; kTooMany stands for all above
  std::size_t longest = 0;      ///< labels still to come in the longest of them
};

class Search {
 public:
  /// @param second_begin  the first vertex of the second set; no value within one set
  Search(const GraphUnion& graph, std::optional<std::int32_t> second_begin,
         const MaximalSearch& options)
      : graph_(&graph), second_begin_(second_begin), options_(options) {}

  MaximalSequences run() {
    stack_.push_back(Frame{.label = 0, .hash = {}, .node = {}, .left = start()});
    std::optional<Node> root;
    while (!root) {
      Frame& frame = stack_.back();
      if (!frame.left.empty()) {
        const LabelledSituation next = std::move(frame.left.back());
        frame.left.pop_back();
        visit(next);
        continue;
      }
      Frame done = std::move(frame);
      stack_.pop_back();
      if (stack_.empty()) {
        root = std::move(done.node);
      } else {
        finish(std::move(done));
      }
    }
    nodes_.push_back(std::move(*root));
    return list(nodes_.size() - 1);
  }

 private:
  struct LabelledSituation {
    std::int32_t label = 0;
    Situation situation;
  };
  struct Frame {
    std::int32_t label = 0;
    SituationHash hash;
    Node node;
    std::vector<LabelledSituation> left;  ///< not yet visited; the last one is next
  };
  static constexpr std::size_t kDead = std::numeric_limits<std::size_t>::max();

  /// Whether vertices belong to models of both sets, or to two models of the one set.
  [[nodiscard]] bool is_common(const Ends& ends) const {
    if (ends.empty()) return false;
    if (second_begin_) return ends.front() < *second_begin_ && ends.back() >= *second_begin_;
    return graph_->model(ends.front()) != graph_->model(ends.back());
  }

  /// The vertices behind `ends`, by label, where they are common.
  std::vector<LabelledEnds> step(const Ends& ends) {
    reached_.clear();
    for (const std::int32_t vertex : ends) {
      for (const std::int32_t target : graph_->successors(vertex)) {
        reached_.emplace_back(graph_->label(target), target);
      }
    }
    work_ += ends.size() + reached_.size();
    if (work_ > kMostWork) {
      throw Error("the models share too many operator sequences to find them all",
                  ErrorKind::kFailure)
          .because("their graphs branch, or repeat operators, in too many different ways")
          .help("compare smaller sets");
    }
    std::sort(reached_.begin(), reached_.end());
    reached_.erase(std::unique(reached_.begin(), reached_.end()), reached_.end());
    std::vector<LabelledEnds> result;
    for (auto begin = reached_.begin(); begin != reached_.end();) {
      const auto end = std::find_if(begin, reached_.end(),
                                    [&](const auto& other) { return other.first != begin->first; });
      LabelledEnds group{.label = begin->first, .ends = {}};
      for (auto vertex = begin; vertex != end; ++vertex) group.ends.push_back(vertex->second);
      if (is_common(group.ends)) result.push_back(std::move(group));
      begin = end;
    }
    return result;
  }

  /// Sequences of one label.
  std::vector<LabelledSituation> start() {
    const auto labels = static_cast<std::int32_t>(graph_->label_count());
    std::vector<LabelledSituation> result;
    for (std::int32_t label = labels - 1; label >= 0; --label) {
      const auto vertices = graph_->vertices(label);
      Situation situation{.ends = {vertices.begin(), vertices.end()}, .with_label_before = {}};
      if (!is_common(situation.ends)) continue;
      situation.length = std::min<std::size_t>(1, options_.shortest);
      result.push_back({.label = label, .situation = std::move(situation)});
    }
    std::vector<std::size_t> place(graph_->label_count(), kDead);
    for (std::size_t i = 0; i < result.size(); ++i) {
      place[static_cast<std::size_t>(result[i].label)] = i;
    }
    for (std::int32_t before = 0; before < labels; ++before) {
      const auto vertices = graph_->vertices(before);
      for (LabelledEnds& behind : step({vertices.begin(), vertices.end()})) {
        Situation& situation = result[place[static_cast<std::size_t>(behind.label)]].situation;
        situation.with_label_before.push_back({.label = before, .ends = std::move(behind.ends)});
      }
    }
    return result;
  }

  /// Whether some label can always go before: then no continuation is maximal.
  static bool can_always_grow(const Situation& situation) {
    return std::any_of(
        situation.with_label_before.begin(), situation.with_label_before.end(),
        [&](const LabelledEnds& before) { return before.ends.size() == situation.ends.size(); });
  }

  void visit(const LabelledSituation& next) {
    const Situation& situation = next.situation;
    if (can_always_grow(situation)) return;
    const SituationHash hash = hash_of(situation);
    if (const auto known = known_.find(hash); known != known_.end()) {
      add_edge(stack_.back().node, next.label, known->second);
      return;
    }
    Frame frame{.label = next.label, .hash = hash, .node = {}, .left = continuations(situation)};
    const bool is_maximal = frame.left.empty() && situation.with_label_before.empty();
    if (is_maximal && situation.length == options_.shortest) frame.node.sequences = 1;
    stack_.push_back(std::move(frame));
  }

  /// The last label first.
  std::vector<LabelledSituation> continuations(const Situation& situation) {
    std::vector<LabelledSituation> result;
    for (LabelledEnds& group : step(situation.ends)) {
      result.push_back(
          {.label = group.label,
           .situation = {.ends = std::move(group.ends),
                         .with_label_before = {},
                         .length = std::min(situation.length + 1, options_.shortest)}});
    }
    for (const LabelledEnds& before : situation.with_label_before) {
      for (LabelledEnds& group : step(before.ends)) {
        const auto found = std::find_if(
            result.begin(), result.end(),
            [&](const LabelledSituation& other) { return other.label == group.label; });
        found->situation.with_label_before.push_back(
            {.label = before.label, .ends = std::move(group.ends)});
      }
    }
    std::reverse(result.begin(), result.end());
    return result;
  }

  void add_edge(Node& node, std::int32_t label, std::size_t target) {
    if (target == kDead) return;
    const Node& next = nodes_[target];
    node.next.emplace_back(label, target);
    node.longest = std::max(node.longest, next.longest + 1);
    const bool fits = next.sequences < kTooMany - node.sequences;
    node.sequences = fits ? node.sequences + next.sequences : kTooMany;
  }

  void finish(Frame done) {
    std::size_t id = kDead;
    if (done.node.sequences > 0) {
      id = nodes_.size();
      nodes_.push_back(std::move(done.node));
    }
    known_.emplace(done.hash, id);
    add_edge(stack_.back().node, done.label, id);
  }

  /// The longest sequences from a node, by always following the beginning that leads to the
  /// longest.
  MaximalSequences list(std::size_t root) const {
    constexpr std::size_t kNoStep = std::numeric_limits<std::size_t>::max();
    struct Step {
      std::int32_t label;
      std::size_t before;
    };
    struct Beginning {
      std::size_t longest;  ///< labels of the longest sequence that begins so
      std::size_t number;   ///< the earlier found one first
      std::size_t node;
      std::size_t step;
      std::size_t length;

      bool operator<(const Beginning& other) const {
        return std::tie(longest, other.number) < std::tie(other.longest, number);
      }
    };
    MaximalSequences result;
    if (nodes_[root].sequences < kTooMany) result.total = nodes_[root].sequences;
    std::vector<Step> steps;
    std::priority_queue<Beginning> beginnings;
    beginnings.push({nodes_[root].longest, 0, root, kNoStep, 0});
    std::size_t number = 0;
    while (!beginnings.empty() && result.sequences.size() < options_.most) {
      const Beginning beginning = beginnings.top();
      beginnings.pop();
      const Node& node = nodes_[beginning.node];
      if (node.next.empty() && beginning.length > 0) {
        OperatorSequence& sequence = result.sequences.emplace_back();
        for (std::size_t step = beginning.step; step != kNoStep; step = steps[step].before) {
          sequence.push_back(steps[step].label);
        }
        std::reverse(sequence.begin(), sequence.end());
      }
      for (const auto& [label, next] : node.next) {
        steps.push_back({label, beginning.step});
        const std::size_t length = beginning.length + 1;
        beginnings.push({length + nodes_[next].longest, ++number, next, steps.size() - 1, length});
      }
    }
    std::sort(result.sequences.begin(), result.sequences.end(), [](const auto& a, const auto& b) {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    return result;
  }

  const GraphUnion* graph_;
  std::optional<std::int32_t> second_begin_;
  MaximalSearch options_;
  std::vector<Frame> stack_;
  std::vector<Node> nodes_;
  std::unordered_map<SituationHash, std::size_t, HashOfHash> known_;  ///< node, or kDead
  std::vector<std::pair<std::int32_t, std::int32_t>> reached_;
  std::uint64_t work_ = 0;
};

}  // namespace

MaximalSequences maximal_sequences(std::span<const OperatorGraph> first,
                                   std::span<const OperatorGraph> second,
                                   const MaximalSearch& search) {
  GraphUnion graph(first, search.labels);
  const std::int32_t second_begin = graph.size();
  graph.add(second);
  return Search(graph, second_begin, search).run();
}

MaximalSequences maximal_sequences_within(std::span<const OperatorGraph> set,
                                          const MaximalSearch& search) {
  const GraphUnion graph(set, search.labels);
  return Search(graph, std::nullopt, search).run();
}

}  // namespace faultline::analysis
