#include "analysis/operator_grams.h"

#include <algorithm>
#include <map>
#include <set>

namespace faultline::analysis {

std::vector<OperatorSequence> operator_grams(const OperatorGraph& graph, std::size_t length) {
  std::set<OperatorSequence> grams;
  std::vector<std::set<std::int32_t>> labels_before(graph.size());
  std::vector<std::set<std::int32_t>> labels_behind(graph.size());
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const auto vertex = static_cast<std::int32_t>(i);
    if (length == 1) grams.insert({graph.label(vertex)});
    for (const std::int32_t target : graph.successors(vertex)) {
      if (length == 2) grams.insert({graph.label(vertex), graph.label(target)});
      labels_before[static_cast<std::size_t>(target)].insert(graph.label(vertex));
      labels_behind[i].insert(graph.label(target));
    }
  }
  for (std::size_t i = 0; length == 3 && i < graph.size(); ++i) {
    for (const std::int32_t before : labels_before[i]) {
      for (const std::int32_t behind : labels_behind[i]) {
        grams.insert({before, graph.labels()[i], behind});
      }
    }
  }
  return {grams.begin(), grams.end()};
}

std::vector<MissingGram> grams_without_test(std::span<const std::vector<OperatorSequence>> models,
                                            std::span<const std::vector<OperatorSequence>> tests) {
  std::set<OperatorSequence> tested;
  for (const auto& grams : tests) tested.insert(grams.begin(), grams.end());
  std::map<OperatorSequence, std::vector<std::int32_t>> missing;
  for (std::size_t model = 0; model < models.size(); ++model) {
    for (const OperatorSequence& gram : models[model]) {
      if (!tested.contains(gram)) missing[gram].push_back(static_cast<std::int32_t>(model));
    }
  }
  std::vector<MissingGram> result;
  result.reserve(missing.size());
  for (auto& [labels, of] : missing) result.push_back({labels, std::move(of)});
  std::stable_sort(result.begin(), result.end(), [](const MissingGram& a, const MissingGram& b) {
    return a.models.size() > b.models.size();
  });
  return result;
}

}  // namespace faultline::analysis
