#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/operator_graph.h"

namespace faultline::analysis {

/// The graphs of several models side by side, as one: vertices are numbered through, model by
/// model, and can be found by their label.
class GraphUnion {
 public:
  /// @param labels  how many there are: ids are in [0, labels)
  GraphUnion(std::span<const OperatorGraph> graphs, std::size_t labels);

  /// Adds the graphs of further models.
  void add(std::span<const OperatorGraph> graphs);

  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(labels_.size()); }
  [[nodiscard]] std::int32_t label(std::int32_t vertex) const {
    return labels_[static_cast<std::size_t>(vertex)];
  }
  /// The vertex's model, counted from 0 in the order in which they were added.
  [[nodiscard]] std::int32_t model(std::int32_t vertex) const {
    return models_[static_cast<std::size_t>(vertex)];
  }
  [[nodiscard]] std::span<const std::int32_t> successors(std::int32_t vertex) const {
    const auto begin = first_[static_cast<std::size_t>(vertex)];
    return std::span(targets_).subspan(begin, first_[static_cast<std::size_t>(vertex) + 1] - begin);
  }
  /// The vertices that have a label, ascending.
  [[nodiscard]] std::span<const std::int32_t> vertices(std::int32_t label) const {
    return by_label_[static_cast<std::size_t>(label)];
  }
  [[nodiscard]] std::size_t label_count() const { return by_label_.size(); }

 private:
  std::vector<std::int32_t> labels_;
  std::vector<std::int32_t> models_;
  std::vector<std::int32_t> targets_;
  std::vector<std::size_t> first_{0};
  std::vector<std::vector<std::int32_t>> by_label_;
  std::int32_t model_count_ = 0;
};

}  // namespace faultline::analysis
