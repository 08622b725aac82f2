#include "analysis/sequence_occurrences.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "analysis/fisher_2x2.h"
#include "analysis/multiple_testing.h"

namespace faultline::analysis {

std::vector<std::int32_t> models_with(const OperatorSequence& sequence, const GraphUnion& models) {
  std::vector<std::int32_t> found;
  if (sequence.empty()) return found;
  const auto first = models.vertices(sequence.front());
  std::vector<std::int32_t> ends(first.begin(), first.end());
  for (std::size_t i = 1; i < sequence.size() && !ends.empty(); ++i) {
    std::vector<std::int32_t> next;
    for (const std::int32_t vertex : ends) {
      for (const std::int32_t target : models.successors(vertex)) {
        if (models.label(target) == sequence[i]) next.push_back(target);
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    ends = std::move(next);
  }
  for (const std::int32_t vertex : ends) {
    if (found.empty() || found.back() != models.model(vertex))
      found.push_back(models.model(vertex));
  }
  return found;
}

std::vector<std::int32_t> find_occurrence(const OperatorSequence& sequence,
                                          const OperatorGraph& graph) {
  const std::size_t length = sequence.size();
  // No path visits a vertex twice.
  if (length > graph.size()) return {};
  const auto vertices = static_cast<std::int32_t>(graph.size());
  // can_begin[i]: the vertices from which the labels from i on can be read.
  std::vector<std::vector<bool>> can_begin(length, std::vector<bool>(graph.size()));
  for (std::size_t i = length; i-- > 0;) {
    for (std::int32_t vertex = 0; vertex < vertices; ++vertex) {
      const auto targets = graph.successors(vertex);
      can_begin[i][static_cast<std::size_t>(vertex)] =
          graph.label(vertex) == sequence[i] &&
          (i + 1 == length || std::any_of(targets.begin(), targets.end(), [&](std::int32_t target) {
             return can_begin[i + 1][static_cast<std::size_t>(target)];
           }));
    }
  }
  std::vector<std::int32_t> place;
  for (std::size_t i = 0; i < length; ++i) {
    std::int32_t found = -1;
    const auto take_first = [&](std::int32_t vertex) {
      if (found < 0 && can_begin[i][static_cast<std::size_t>(vertex)]) found = vertex;
    };
    if (i == 0) {
      for (std::int32_t vertex = 0; vertex < vertices; ++vertex) take_first(vertex);
    } else {
      for (const std::int32_t target : graph.successors(place.back())) take_first(target);
    }
    if (found < 0) return {};
    place.push_back(found);
  }
  return place;
}

std::vector<SequenceTest> test_spread(std::span<const SequenceSpread> spreads,
                                      std::uint64_t family) {
  // Many sequences are spread alike.
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>, double> known;
  std::vector<double> p;
  for (const SequenceSpread& spread : spreads) {
    const auto [found, is_new] =
        known.try_emplace({spread.with, spread.of, spread.other_with, spread.other_of}, 1.0);
    if (is_new && spread.of > 0 && spread.other_of > 0) {
      const ContingencyTable table(2, 2,
                                   {spread.with, spread.of - spread.with, spread.other_with,
                                    spread.other_of - spread.other_with});
      found->second = fisher_exact_2x2(table).p_greater;
    }
    p.push_back(found->second);
  }
  const AdjustedP adjusted = adjust_p(p, family);
  std::vector<SequenceTest> tests;
  for (std::size_t i = 0; i < p.size(); ++i) tests.push_back({p[i], adjusted.holm[i]});
  return tests;
}

}  // namespace faultline::analysis
