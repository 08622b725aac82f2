#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "analysis/matching_blocks.h"
#include "analysis/maximal_sequences.h"
#include "analysis/operator_grams.h"
#include "analysis/operator_paths.h"
#include "analysis/sequence_occurrences.h"
#include "analysis/sequence_reduction.h"
#include "analysis/shared_sequences.h"
#include "base/error.h"
#include "base/random.h"

namespace faultline::analysis {

namespace {

using Sequences = std::vector<OperatorSequence>;
using Set = std::set<OperatorSequence>;

/// Labels a, b, c, ... as numbers that leave room for the markers of no vocabulary.
OperatorSequence letters(const std::string& text) {
  OperatorSequence sequence;
  for (const char letter : text) sequence.push_back(letter - 'a');
  return sequence;
}

OperatorGraph chain_graph(const std::string& text) {
  std::vector<OperatorGraph::Edge> edges;
  for (std::size_t i = 1; i < text.size(); ++i) {
    edges.emplace_back(static_cast<std::int32_t>(i) - 1, static_cast<std::int32_t>(i));
  }
  return {letters(text), edges};
}

/// A graph whose edges lead from smaller to greater numbers.
OperatorGraph random_graph(Random& random, std::size_t vertices, std::uint64_t labels) {
  OperatorSequence of;
  std::vector<OperatorGraph::Edge> edges;
  for (std::size_t i = 0; i < vertices; ++i) {
    of.push_back(static_cast<std::int32_t>(random.below(labels)));
    for (std::size_t j = 0; j < i; ++j) {
      if (random.below(4) > 0) continue;
      edges.emplace_back(static_cast<std::int32_t>(j), static_cast<std::int32_t>(i));
    }
  }
  return {of, edges};
}

void add_walks(const OperatorGraph& graph, std::int32_t vertex, OperatorSequence& walk, Set& all) {
  walk.push_back(graph.label(vertex));
  all.insert(walk);
  for (const std::int32_t next : graph.successors(vertex)) add_walks(graph, next, walk, all);
  walk.pop_back();
}

/// All label sequences along paths, by listing them.
Set walks(const OperatorGraph& graph) {
  Set all;
  OperatorSequence walk;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    add_walks(graph, static_cast<std::int32_t>(i), walk, all);
  }
  return all;
}

/// The maximal ones among sequences that hold all their parts: no other one is longer by a label.
Set maximal_of(const Set& common, std::size_t shortest) {
  Set parts;
  for (const OperatorSequence& sequence : common) {
    if (sequence.size() < 2) continue;
    parts.emplace(sequence.begin() + 1, sequence.end());
    parts.emplace(sequence.begin(), sequence.end() - 1);
  }
  Set maximal;
  for (const OperatorSequence& sequence : common) {
    if (sequence.size() >= shortest && !parts.contains(sequence)) maximal.insert(sequence);
  }
  return maximal;
}

Set walks_in_at_least(const std::vector<OperatorGraph>& graphs, int models) {
  std::map<OperatorSequence, int> counts;
  for (const OperatorGraph& graph : graphs) {
    for (const OperatorSequence& walk : walks(graph)) ++counts[walk];
  }
  Set result;
  for (const auto& [walk, count] : counts) {
    if (count >= models) result.insert(walk);
  }
  return result;
}

Set as_set(const Sequences& sequences) { return {sequences.begin(), sequences.end()}; }

/// Blocks by the words of their definition, for sequences that are shorter than kLongSequence.
void add_blocks(const OperatorSequence& a, const OperatorSequence& b, std::size_t a_begin,
                std::size_t a_end, std::size_t b_begin, std::size_t b_end,
                std::vector<MatchingBlock>& blocks) {
  std::size_t best_i = 0;
  std::size_t best_j = 0;
  std::size_t best = 0;
  for (std::size_t i = a_begin; i < a_end; ++i) {
    for (std::size_t j = b_begin; j < b_end; ++j) {
      std::size_t length = 0;
      while (i + length < a_end && j + length < b_end && a[i + length] == b[j + length]) ++length;
      if (length > best) {
        best_i = i;
        best_j = j;
        best = length;
      }
    }
  }
  if (best == 0) return;
  blocks.push_back({static_cast<std::int32_t>(best_i), static_cast<std::int32_t>(best_j),
                    static_cast<std::int32_t>(best)});
  add_blocks(a, b, a_begin, best_i, b_begin, best_j, blocks);
  add_blocks(a, b, best_i + best, a_end, best_j + best, b_end, blocks);
}

std::vector<MatchingBlock> blocks_by_definition(const OperatorSequence& a,
                                                const OperatorSequence& b) {
  std::vector<MatchingBlock> blocks;
  add_blocks(a, b, 0, a.size(), 0, b.size(), blocks);
  std::sort(blocks.begin(), blocks.end());
  return blocks;
}

OperatorSequence random_sequence(Random& random, std::size_t longest, std::uint64_t labels) {
  OperatorSequence sequence(random.below(longest + 1));
  for (std::int32_t& label : sequence) label = static_cast<std::int32_t>(random.below(labels));
  return sequence;
}

}  // namespace

TEST_CASE("matching blocks are those of their definition") {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const OperatorSequence a = random_sequence(random, 30, 4);
    const OperatorSequence b = random_sequence(random, 30, 4);

    CHECK(matching_blocks(a, b) == blocks_by_definition(a, b));
  }
}

TEST_CASE("in a long second sequence frequent labels start no match but can lengthen one") {
  OperatorSequence b(198, 0);
  b[100] = 1;
  b.push_back(2);
  const OperatorSequence a{0, 0, 1, 0};

  // 199 labels: the run of three that comes first in b is the longest that comes first in a.
  CHECK(matching_blocks(a, b) == std::vector<MatchingBlock>{{0, 98, 4}});
  b.push_back(2);
  // 200 labels: label 0 is dropped; label 1 starts the match, which zeros on both sides lengthen.
  CHECK(matching_blocks(a, b) == std::vector<MatchingBlock>{{0, 98, 4}});
  CHECK(matching_blocks(OperatorSequence{3, 0, 0, 3}, b).empty());
  b.pop_back();
  CHECK(matching_blocks(OperatorSequence{3, 0, 0, 3}, b).size() == 1);
}

TEST_CASE("models share what comparing path by path finds") {
  Random random(2);
  const Vocabulary vocabulary({"a", "b", "c", "d", "e"});
  for (int round = 0; round < 60; ++round) {
    std::vector<ModelPaths> first(3);
    std::vector<ModelPaths> second(2);
    for (auto* set : {&first, &second}) {
      for (ModelPaths& paths : *set) {
        for (int i = 0; i < 6; ++i) {
          OperatorSequence labels = random_sequence(random, round < 50 ? 25 : 260, 5);
          for (std::int32_t& label : labels) label = label < 3 ? label : 3;
          labels.insert(labels.begin(), vocabulary.input());
          labels.push_back(vocabulary.output());
          paths.push_back({labels, 1 + random.below(3)});
        }
      }
    }
    std::size_t before_merging = 0;
    Set unique;
    for (const ModelPaths& a : first) {
      for (const ModelPaths& b : second) {
        Set shared;
        for (const LabelPath& x : a) {
          for (const LabelPath& y : b) {
            for (const MatchingBlock& block : matching_blocks(x.labels, y.labels)) {
              if (block.length < 2) continue;
              shared.emplace(x.labels.begin() + block.i, x.labels.begin() + block.i + block.length);
            }
          }
        }
        before_merging += shared.size();
        for (OperatorSequence sequence : shared) {
          if (sequence.front() == vocabulary.input()) sequence.erase(sequence.begin());
          if (sequence.back() == vocabulary.output()) sequence.pop_back();
          if (sequence.size() > 2) unique.insert(sequence);
        }
      }
    }

    const SharedSequences result = shared_sequences(first, second, vocabulary);

    CHECK(result.model_pairs == 6);
    CHECK(result.shared_before_merging == before_merging);
    CHECK(as_set(result.sequences) == unique);
  }
}

TEST_CASE("paths are counted and listed by their labels") {
  const Vocabulary vocabulary({"A", "B"});
  const auto id = [&](const char* name) { return vocabulary.id(name); };
  // input -> A -> B -> output, with two A side by side and a constant B that no input leads to.
  const OperatorGraph graph({id("input"), id("A"), id("A"), id("B"), id("output"), id("B")},
                            {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}, {5, 3}, {0, 3}});

  const PathCounts counts = count_paths(graph, vocabulary);
  const std::vector<LabelPath> paths = label_paths(graph, vocabulary, 10);

  CHECK(counts.simple_paths == 3);
  CHECK(counts.longest_path == 4);
  CHECK(paths == std::vector<LabelPath>{{{id("input"), id("A"), id("B"), id("output")}, 2},
                                        {{id("input"), id("B"), id("output")}, 1}});
  CHECK_THROWS_AS(label_paths(graph, vocabulary, 1), Error);
  CHECK(operators_on_paths(graph, vocabulary).size() == 3);
}

TEST_CASE("more paths than a number can count are no number") {
  const Vocabulary vocabulary({"A"});
  std::vector<std::int32_t> labels{vocabulary.input()};
  std::vector<OperatorGraph::Edge> edges;
  // 70 times two nodes side by side.
  for (std::int32_t layer = 0; layer < 70; ++layer) {
    const auto last = static_cast<std::int32_t>(labels.size()) - 1;
    labels.insert(labels.end(), 3, vocabulary.id("A"));
    for (const std::int32_t side : {last + 1, last + 2}) {
      edges.emplace_back(last, side);
      edges.emplace_back(side, last + 3);
    }
  }
  labels.push_back(vocabulary.output());
  edges.emplace_back(static_cast<std::int32_t>(labels.size()) - 2,
                     static_cast<std::int32_t>(labels.size()) - 1);
  const OperatorGraph graph(labels, edges);

  CHECK_FALSE(count_paths(graph, vocabulary).simple_paths.has_value());
  CHECK(count_paths(graph, vocabulary).longest_path == 142);
}

TEST_CASE("pairs of paths that are too many to count or to compare are told so") {
  constexpr std::uint64_t kMany = 1ULL << 40;
  const Vocabulary vocabulary({"a", "b", "c"});
  const std::vector<ModelPaths> one{{{.labels = letters("abc"), .count = kMany}}};
  ModelPaths distinct(20'000, {.labels = letters("abc"), .count = 1});
  const std::vector<ModelPaths> many{std::move(distinct)};

  CHECK_FALSE(shared_sequences(one, one, vocabulary).path_pairs);
  CHECK(shared_sequences(one, one, vocabulary).distinct_path_pairs == 1);
  CHECK_THROWS_AS(static_cast<void>(shared_sequences(many, many, vocabulary)), Error);
}

TEST_CASE("a graph with a cycle is none") {
  CHECK_THROWS_AS(OperatorGraph({0, 0}, {{0, 1}, {1, 0}}), Error);
  CHECK_THROWS_AS(OperatorGraph({0}, {{0, 1}}), Error);
}

TEST_CASE("maximal sequences are those that listing all paths finds") {
  Random random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<OperatorGraph> first;
    std::vector<OperatorGraph> second;
    for (int i = 0; i < 3; ++i) {
      first.push_back(random_graph(random, 9, 3));
      second.push_back(random_graph(random, 9, 3));
    }
    const MaximalSearch search{.labels = 3, .shortest = 1 + random.below(3)};
    const Set in_first = walks_in_at_least(first, 1);
    const Set in_second = walks_in_at_least(second, 1);
    Set common;
    std::set_intersection(in_first.begin(), in_first.end(), in_second.begin(), in_second.end(),
                          std::inserter(common, common.end()));

    const MaximalSequences between = maximal_sequences(first, second, search);
    const MaximalSequences within = maximal_sequences_within(first, search);

    CHECK(as_set(between.sequences) == maximal_of(common, search.shortest));
    CHECK(between.total == between.sequences.size());
    CHECK(as_set(within.sequences) == maximal_of(walks_in_at_least(first, 2), search.shortest));
  }
}

TEST_CASE("maximal sequences depend neither on the order of models nor on that of nodes") {
  const std::vector<OperatorGraph> first{chain_graph("abcde"), chain_graph("xabc")};
  const std::vector<OperatorGraph> turned{
      chain_graph("xabc"), OperatorGraph(letters("edcba"), {{4, 3}, {3, 2}, {2, 1}, {1, 0}}),
      chain_graph("xabc")};
  const std::vector<OperatorGraph> second{chain_graph("zabcdy"), chain_graph("xab")};
  const MaximalSearch search{.labels = 26};

  const Sequences expected{letters("abcd"), letters("xab")};
  CHECK(maximal_sequences(first, second, search).sequences == expected);
  CHECK(maximal_sequences(turned, second, search).sequences == expected);
}

TEST_CASE("of more sequences than can be listed the longest are, and all are counted") {
  // Forty times: straight on, or by way of b.
  std::string labels = "a";
  std::vector<OperatorGraph::Edge> edges;
  for (std::int32_t layer = 0; layer < 40; ++layer) {
    const auto last = static_cast<std::int32_t>(labels.size()) - 1;
    labels += "ba";
    edges.insert(edges.end(), {{last, last + 1}, {last + 1, last + 2}, {last, last + 2}});
  }
  const std::vector<OperatorGraph> model{OperatorGraph(letters(labels), edges)};

  const MaximalSequences found =
      maximal_sequences(model, model, {.labels = 2, .shortest = 3, .most = 3});

  CHECK(found.total == std::uint64_t{1} << 40);
  REQUIRE(found.sequences.size() == 3);
  CHECK(found.sequences[0].size() == 81);
  CHECK(found.sequences[1].size() == 80);
}

TEST_CASE("a sequence's models and its first place are found") {
  const std::vector<OperatorGraph> models{chain_graph("abab"), chain_graph("ba"),
                                          chain_graph("cab")};
  const GraphUnion together(models, 3);

  CHECK(models_with(letters("ab"), together) == std::vector<std::int32_t>{0, 2});
  CHECK(models_with(letters("bb"), together).empty());
  CHECK(find_occurrence(letters("ab"), models[0]) == std::vector<std::int32_t>{0, 1});
  CHECK(find_occurrence(letters("bab"), models[0]) == std::vector<std::int32_t>{1, 2, 3});
  CHECK(find_occurrence(letters("ab"), models[1]).empty());
}

TEST_CASE("being more common in the first set is tested exactly and adjusted") {
  // Fisher's tea: 3 of 4 against 1 of 4 has p = 17/70.
  const std::vector<SequenceTest> tests =
      test_spread(std::vector<SequenceSpread>{{3, 4, 1, 4}, {4, 4, 0, 4}}, 2);
  const std::vector<SequenceTest> of_more =
      test_spread(std::vector<SequenceSpread>{{3, 4, 1, 4}, {4, 4, 0, 4}}, 10);

  CHECK(tests[0].p == doctest::Approx(17.0 / 70));
  CHECK(tests[1].p == doctest::Approx(1.0 / 70));
  CHECK(tests[0].p_adjusted == doctest::Approx(17.0 / 70));
  CHECK(tests[1].p_adjusted == doctest::Approx(2.0 / 70));
  CHECK(of_more[0].p_adjusted == doctest::Approx(1));
  CHECK(of_more[1].p_adjusted == doctest::Approx(10.0 / 70));
}

TEST_CASE("sequences with a long common part are replaced by it, contained ones vanish") {
  const SequenceReduction common =
      reduce_sequences({letters("abcdex"), letters("abcdey"), letters("xyz")});
  const SequenceReduction contained = reduce_sequences({letters("abcd"), letters("abcde")});

  CHECK(common.sequences == Sequences{letters("abcde"), letters("xyz")});
  CHECK(common.round_sizes == std::vector<std::size_t>{2, 2});
  CHECK(contained.sequences.empty());
}

TEST_CASE("grams that no test has are told with their models, the most common first") {
  const OperatorGraph branching(letters("abcd"), {{0, 1}, {0, 2}, {1, 3}, {2, 3}});

  CHECK(operator_grams(branching, 3) == Sequences{letters("abd"), letters("acd")});
  const std::vector<Sequences> models{operator_grams(branching, 2),
                                      operator_grams(chain_graph("bd"), 2)};
  const std::vector<Sequences> tests{operator_grams(chain_graph("ab"), 2)};
  const std::vector<MissingGram> missing = grams_without_test(models, tests);
  REQUIRE(missing.size() == 3);
  CHECK(missing[0].labels == letters("bd"));
  CHECK(missing[0].models == std::vector<std::int32_t>{0, 1});
  CHECK(missing[1].labels == letters("ac"));
}

}  // namespace faultline::analysis
