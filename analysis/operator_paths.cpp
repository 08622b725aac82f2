#include "analysis/operator_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/error.h"

namespace faultline::analysis {

namespace {

/// No more labels than these in all lists of one graph together: half a gigabyte.
constexpr std::size_t kMostLabels = 125'000'000;

/// Vertices of one label that the same labels lead to, with the number of paths to each.
struct Group {
  std::int32_t label = 0;
  std::vector<std::pair<std::int32_t, std::uint64_t>> vertices;
};

/// How the paths that agree so far go on.
struct Step {
  std::vector<Group> groups;
  std::size_t next = 0;
};

class LabelPaths {
 public:
  LabelPaths(const OperatorGraph& graph, const Vocabulary& vocabulary, std::size_t most)
      : graph_(&graph),
        output_(vocabulary.output()),
        on_path_(vertices_on_paths(graph, vocabulary)),
        most_(most) {
    for (std::size_t i = 0; i < graph.size(); ++i) {
      if (on_path_[i] && graph.labels()[i] == vocabulary.input()) {
        reached_.emplace_back(vocabulary.input(), static_cast<std::int32_t>(i), 1);
      }
    }
  }

  std::vector<LabelPath> list() {
    steps_.push_back(next_step());
    while (!steps_.empty()) {
      Step& step = steps_.back();
      if (step.next == step.groups.size()) {
        steps_.pop_back();
        if (!labels_.empty()) labels_.pop_back();
        continue;
      }
      const Group& group = step.groups[step.next++];
      labels_.push_back(group.label);
      if (group.label == output_) add_path(group);
      for (const auto& [vertex, count] : group.vertices) {
        for (const std::int32_t target : graph_->successors(vertex)) {
          if (!on_path_[static_cast<std::size_t>(target)]) continue;
          reached_.emplace_back(graph_->label(target), target, count);
        }
      }
      steps_.push_back(next_step());
    }
    return std::move(paths_);
  }

 private:
  /// Takes what was reached, by label and vertex.
  Step next_step() {
    Step step;
    std::sort(reached_.begin(), reached_.end());
    for (const auto& [label, vertex, count] : reached_) {
      if (step.groups.empty() || step.groups.back().label != label) {
        step.groups.push_back({.label = label, .vertices = {}});
      }
      auto& vertices = step.groups.back().vertices;
      if (!vertices.empty() && vertices.back().first == vertex) {
        vertices.back().second += count;
      } else {
        vertices.emplace_back(vertex, count);
      }
    }
    reached_.clear();
    return step;
  }

  void add_path(const Group& group) {
    std::uint64_t count = 0;
    for (const auto& [vertex, paths] : group.vertices) count += paths;
    listed_labels_ += labels_.size();
    if (paths_.size() == most_ || listed_labels_ > kMostLabels) {
      throw Error("the graph has too many paths to list them", ErrorKind::kFailure)
          .because(fmt::format("more than {} differ in their operators", paths_.size()));
    }
    paths_.push_back({.labels = labels_, .count = count});
  }

  const OperatorGraph* graph_;
  std::int32_t output_;
  std::vector<bool> on_path_;
  std::size_t most_;
  std::vector<Step> steps_;
  OperatorSequence labels_;
  std::vector<std::tuple<std::int32_t, std::int32_t, std::uint64_t>> reached_;
  std::vector<LabelPath> paths_;
  std::size_t listed_labels_ = 0;
};

}  // namespace

std::vector<LabelPath> label_paths(const OperatorGraph& graph, const Vocabulary& vocabulary,
                                   std::size_t most) {
  if (!count_paths(graph, vocabulary).simple_paths) {
    throw Error("the graph has too many paths to list them", ErrorKind::kFailure)
        .because("it has more than 2^64 of them");
  }
  return LabelPaths(graph, vocabulary, most).list();
}

}  // namespace faultline::analysis
