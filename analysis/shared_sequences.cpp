#include "analysis/shared_sequences.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <mutex>
#include <unordered_set>

#include "analysis/matching_blocks.h"
#include "analysis/path_fragments.h"
#include "base/error.h"
#include "base/parallel.h"

namespace faultline::analysis {

namespace {

using Labels = std::span<const std::int32_t>;

/// Hashes and compares sequences, whether they stand on their own or in a longer one.
struct SequenceHash {
  using is_transparent = void;
  std::size_t operator()(Labels labels) const {
    std::uint64_t hash = labels.size();
    for (const std::int32_t label : labels) {
      hash = (hash ^ static_cast<std::uint64_t>(label)) * 0x9E3779B97F4A7C15;  // 2^64 / 1.618...
      hash ^= hash >> 32;
    }
    return hash;
  }
};
struct SequenceEqual {
  using is_transparent = void;
  bool operator()(Labels a, Labels b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }
};
using SequenceSet = std::unordered_set<OperatorSequence, SequenceHash, SequenceEqual>;

void insert(SequenceSet& set, Labels sequence) {
  if (set.find(sequence) == set.end()) set.emplace(sequence.begin(), sequence.end());
}

/// Numbers the pairs of neighbouring labels, from 1.
class PairIds {
 public:
  explicit PairIds(std::size_t labels) : behind_(labels) {}

  std::int32_t id(std::int32_t first, std::int32_t second) {
    std::vector<Behind>& known = behind_[static_cast<std::size_t>(first)];
    const auto found =
        std::lower_bound(known.begin(), known.end(), second,
                         [](const Behind& one, std::int32_t label) { return one.label < label; });
    if (found != known.end() && found->label == second) return found->id;
    const auto id = static_cast<std::int32_t>(pairs_.size());
    known.insert(found, {second, id});
    pairs_.emplace_back(first, second);
    return id;
  }
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> labels(std::int32_t id) const {
    return pairs_[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] std::size_t size() const { return pairs_.size(); }

 private:
  struct Behind {
    std::int32_t label;
    std::int32_t id;
  };
  std::vector<std::vector<Behind>> behind_;  ///< of each label, ascending
  std::vector<std::pair<std::int32_t, std::int32_t>> pairs_{{0, 0}};
};

/// A model's paths as pairs of neighbouring labels.
struct PairedModel {
  const ModelPaths* paths = nullptr;
  std::vector<std::vector<std::int32_t>> pairs;  ///< of each path
  std::vector<std::int32_t> all_pairs;           ///< ascending
  std::vector<std::size_t> long_paths;
  std::uint64_t path_count = 0;
};

PairedModel pair_labels(const ModelPaths& paths, PairIds& ids) {
  std::vector<bool> has_pair;
  PairedModel model{.paths = &paths, .pairs = {}, .all_pairs = {}, .long_paths = {}};
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const OperatorSequence& labels = paths[i].labels;
    model.path_count += paths[i].count;
    if (labels.size() >= kLongSequence) model.long_paths.push_back(i);
    std::vector<std::int32_t>& pairs = model.pairs.emplace_back();
    pairs.reserve(labels.size());
    for (std::size_t j = 1; j < labels.size(); ++j) {
      pairs.push_back(ids.id(labels[j - 1], labels[j]));
      has_pair.resize(std::max(has_pair.size(), ids.size()));
      has_pair[static_cast<std::size_t>(pairs.back())] = true;
    }
  }
  for (std::size_t id = 0; id < has_pair.size(); ++id) {
    if (has_pair[id]) model.all_pairs.push_back(static_cast<std::int32_t>(id));
  }
  return model;
}

/// Compares the paths of two models.
class ModelComparison {
 public:
  ModelComparison(const PairedModel& a, const PairedModel& b, const PairIds& ids)
      : a_(&a), b_(&b), ids_(&ids) {
    std::set_intersection(a.all_pairs.begin(), a.all_pairs.end(), b.all_pairs.begin(),
                          b.all_pairs.end(), std::back_inserter(common_));
  }

  /// @param threads  how many may work on this comparison
  std::vector<OperatorSequence> shared(std::size_t threads) {
    if (common_.empty()) return {};
    std::vector<std::int32_t> local(ids_->size(), kNoPair);
    for (std::size_t i = 0; i < common_.size(); ++i) {
      local[static_cast<std::size_t>(common_[i])] = static_cast<std::int32_t>(i) + 1;
    }
    const std::vector<Fragments> first = distinct_fragments(*a_, local, false);
    std::vector<FragmentIndex> second;
    for (const Fragments& fragments : distinct_fragments(*b_, local, true)) {
      second.emplace_back(fragments, common_.size() + 1);
    }
    compare_fragments(first, second, threads);
    compare_long_paths(threads);
    return {shared_.begin(), shared_.end()};
  }

 private:
  static std::vector<Fragments> distinct_fragments(const PairedModel& model,
                                                   const std::vector<std::int32_t>& local,
                                                   bool short_only) {
    std::vector<Fragments> all;
    Fragments fragments;
    for (const std::vector<std::int32_t>& pairs : model.pairs) {
      if (short_only && pairs.size() + 1 >= kLongSequence) continue;
      fragments.clear();
      for (const std::int32_t pair : pairs) {
        const std::int32_t id = local[static_cast<std::size_t>(pair)];
        const bool needs_gap = !fragments.empty() && fragments.back() != kNoPair;
        if (id != kNoPair || needs_gap) fragments.push_back(id);
      }
      if (!fragments.empty() && fragments.back() == kNoPair) fragments.pop_back();
      const bool is_new = !fragments.empty() && (all.empty() || all.back() != fragments);
      if (is_new) all.push_back(fragments);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  void compare_fragments(const std::vector<Fragments>& first,
                         const std::vector<FragmentIndex>& second, std::size_t threads) {
    constexpr std::size_t kChunk = 16;
    SequenceSet runs;
    in_chunks(first.size(), kChunk, threads, runs, [&](std::size_t i, SequenceSet& found) {
      thread_local FragmentMatcher matcher;
      const Labels a = first[i];
      for (const FragmentIndex& b : second) {
        for (const FragmentRun& run : matcher.match(a, b)) {
          insert(found, a.subspan(static_cast<std::size_t>(run.begin),
                                  static_cast<std::size_t>(run.length)));
        }
      }
    });
    for (const OperatorSequence& run : runs) {
      OperatorSequence labels{ids_->labels(pair_of(run.front())).first};
      for (const std::int32_t pair : run) labels.push_back(ids_->labels(pair_of(pair)).second);
      shared_.insert(std::move(labels));
    }
  }

  [[nodiscard]] std::int32_t pair_of(std::int32_t local) const {
    return common_[static_cast<std::size_t>(local) - 1];
  }

  /// Where a label may start no match, single labels decide too: nothing can be left out.
  void compare_long_paths(std::size_t threads) {
    constexpr std::size_t kChunk = 16;
    for (const std::size_t long_path : b_->long_paths) {
      const OperatorSequence& b = (*b_->paths)[long_path].labels;
      in_chunks(a_->paths->size(), kChunk, threads, shared_,
                [&](std::size_t i, SequenceSet& found) {
                  const OperatorSequence& a = (*a_->paths)[i].labels;
                  for (const MatchingBlock& block : matching_blocks(a, b)) {
                    if (block.length < 2) continue;
                    insert(found, Labels(a).subspan(static_cast<std::size_t>(block.i),
                                                    static_cast<std::size_t>(block.length)));
                  }
                });
    }
  }

  static void in_chunks(std::size_t count, std::size_t chunk, std::size_t threads,
                        SequenceSet& result,
                        const std::function<void(std::size_t, SequenceSet&)>& work) {
    if (threads == 1) {
      for (std::size_t i = 0; i < count; ++i) work(i, result);
      return;
    }
    std::mutex mutex;
    parallel_for((count + chunk - 1) / chunk,
                 [&](std::size_t part) {
                   SequenceSet found;
                   const std::size_t end = std::min(count, (part + 1) * chunk);
                   for (std::size_t i = part * chunk; i < end; ++i) work(i, found);
                   const std::lock_guard lock(mutex);
                   result.merge(found);
                 },
                 threads);
  }

  const PairedModel* a_;
  const PairedModel* b_;
  const PairIds* ids_;
  std::vector<std::int32_t> common_;
  SequenceSet shared_;
};

/// Without the markers at both ends.
Labels without_markers(Labels labels, const Vocabulary& vocabulary) {
  for (const std::int32_t marker : {vocabulary.input(), vocabulary.output()}) {
    while (!labels.empty() && labels.front() == marker) labels = labels.subspan(1);
    while (!labels.empty() && labels.back() == marker) labels = labels.first(labels.size() - 1);
  }
  return labels;
}

/// Two models of which enough paths must be compared that all threads share the work.
constexpr std::size_t kManyPathPairs = 20'000;
constexpr std::size_t kShortest = 3;
/// So many pairs of label lists are compared in some ten seconds.
constexpr std::uint64_t kMostPathPairs = 100'000'000;

/// sum + a * b; none where that is above 2^64 - 1.
std::optional<std::uint64_t> add_product(std::optional<std::uint64_t> sum, std::uint64_t a,
                                         std::uint64_t b) {
  std::uint64_t product = 0;
  if (!sum || __builtin_mul_overflow(a, b, &product)) return std::nullopt;
  return __builtin_add_overflow(*sum, product, &product) ? std::nullopt : std::optional(product);
}

using ModelPair = std::pair<const PairedModel*, const PairedModel*>;

SharedSequences compare(const std::vector<ModelPair>& pairs, const PairIds& ids,
                        const Vocabulary& vocabulary) {
  SharedSequences result{.model_pairs = pairs.size(), .sequences = {}};
  for (const ModelPair& pair : pairs) {
    result.path_pairs =
        add_product(result.path_pairs, pair.first->path_count, pair.second->path_count);
    result.distinct_path_pairs += pair.first->paths->size() * pair.second->paths->size();
  }
  if (result.distinct_path_pairs > kMostPathPairs) {
    throw Error("the models have too many paths to compare them path by path", ErrorKind::kFailure)
        .because(fmt::format("they have {} pairs of different paths", result.distinct_path_pairs));
  }
  SequenceSet unique;
  std::mutex mutex;
  const auto compare_pair = [&](const ModelPair& pair, std::size_t threads) {
    const std::vector<OperatorSequence> shared =
        ModelComparison(*pair.first, *pair.second, ids).shared(threads);
    const std::lock_guard lock(mutex);
    result.shared_before_merging += shared.size();
    for (const OperatorSequence& sequence : shared) {
      const Labels labels = without_markers(sequence, vocabulary);
      if (labels.size() >= kShortest) insert(unique, labels);
    }
  };
  std::vector<ModelPair> small;
  for (const ModelPair& pair : pairs) {
    if (pair.first->paths->size() * pair.second->paths->size() < kManyPathPairs) {
      small.push_back(pair);
    } else {
      compare_pair(pair, available_threads());
    }
  }
  parallel_for(small.size(), [&](std::size_t i) { compare_pair(small[i], 1); });
  result.sequences.assign(std::make_move_iterator(unique.begin()),
                          std::make_move_iterator(unique.end()));
  std::sort(result.sequences.begin(), result.sequences.end());
  return result;
}

}  // namespace

SharedSequences shared_sequences(std::span<const ModelPaths> first,
                                 std::span<const ModelPaths> second, const Vocabulary& vocabulary) {
  PairIds ids(vocabulary.size());
  std::vector<PairedModel> firsts;
  std::vector<PairedModel> seconds;
  for (const ModelPaths& paths : first) firsts.push_back(pair_labels(paths, ids));
  for (const ModelPaths& paths : second) seconds.push_back(pair_labels(paths, ids));
  std::vector<ModelPair> pairs;
  for (const PairedModel& a : firsts) {
    for (const PairedModel& b : seconds) pairs.emplace_back(&a, &b);
  }
  return compare(pairs, ids, vocabulary);
}

SharedSequences shared_sequences_within(std::span<const ModelPaths> set,
                                        const Vocabulary& vocabulary) {
  PairIds ids(vocabulary.size());
  std::vector<PairedModel> models;
  for (const ModelPaths& paths : set) models.push_back(pair_labels(paths, ids));
  std::vector<ModelPair> pairs;
  for (std::size_t i = 0; i < models.size(); ++i) {
    for (std::size_t j = i + 1; j < models.size(); ++j) pairs.emplace_back(&models[i], &models[j]);
  }
  return compare(pairs, ids, vocabulary);
}

std::vector<OperatorSequence> difference(const std::vector<OperatorSequence>& of,
                                         const std::vector<OperatorSequence>& without) {
  std::vector<OperatorSequence> result;
  std::set_difference(of.begin(), of.end(), without.begin(), without.end(),
                      std::back_inserter(result));
  return result;
}

}  // namespace faultline::analysis
