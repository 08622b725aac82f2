#include "taxonomy/suggest/naive_bayes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace faultline::taxonomy {

namespace {

/// Turns log probabilities, up to a constant, into probabilities.
void normalize(std::vector<double>& scores) {
  const double greatest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) {
    score = std::exp(score - greatest);
    sum += score;
  }
  for (double& score : scores) score /= sum;
}

bool holds(NaiveBayes::Words words, std::uint32_t word) {
  return std::binary_search(words.begin(), words.end(), word);
}

}  // namespace

void NaiveBayes::learn(Words words, std::size_t its_class) {
  const std::size_t classes = documents_.size();
  ++documents_[its_class];
  words_[its_class] += static_cast<std::int64_t>(words.size());
  if (!words.empty() && words.back() >= all_counts_.size()) {
    all_counts_.resize(std::size_t{words.back()} + 1);
    counts_.resize(all_counts_.size() * classes);
  }
  for (const std::uint32_t word : words) {
    if (all_counts_[word]++ == 0) ++distinct_;
    const std::int32_t count = ++counts_[word * classes + its_class];
    while (logarithms_.size() <= static_cast<std::size_t>(count)) {
      logarithms_.push_back(std::log(static_cast<double>(logarithms_.size()) + 1));
    }
  }
}

std::vector<double> NaiveBayes::probabilities(Words words,
                                              const std::optional<LeftOut>& left_out) const {
  std::vector<std::int64_t> documents = documents_;
  std::vector<std::int64_t> totals = words_;
  if (left_out) {
    --documents[left_out->its_class];
    totals[left_out->its_class] -= static_cast<std::int64_t>(left_out->words.size());
  }
  const std::int64_t all = std::accumulate(documents.begin(), documents.end(), std::int64_t{0});
  if (all == 0) return {};
  const auto distinct = static_cast<double>(vocabulary(left_out));
  std::vector<double> scores(documents.size());
  std::vector<double> denominators(documents.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double share = static_cast<double>(documents[i]) / static_cast<double>(all);
    scores[i] = documents[i] == 0 ? -std::numeric_limits<double>::infinity() : std::log(share);
    denominators[i] = std::log(static_cast<double>(totals[i]) + std::max(distinct, 1.0));
  }
  for (const std::uint32_t word : words) {
    const std::span<const std::int32_t> counts = this->counts(word);
    if (counts.empty()) continue;
    const bool taken = left_out && holds(left_out->words, word);
    if (taken && all_counts_[word] == 1) continue;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const std::int32_t own = taken && i == left_out->its_class ? 1 : 0;
      scores[i] += logarithms_[static_cast<std::size_t>(counts[i] - own)] - denominators[i];
    }
  }
  normalize(scores);
  return scores;
}

std::vector<double> NaiveBayes::weights(Words words, std::size_t in_class,
                                        const std::optional<LeftOut>& left_out) const {
  const bool own = left_out && left_out->its_class == in_class;
  const auto total =
      static_cast<double>(std::accumulate(words_.begin(), words_.end(), std::int64_t{0}));
  auto inside_words = static_cast<double>(words_[in_class]);
  double outside_words = total - inside_words;
  if (left_out) {
    (own ? inside_words : outside_words) -= static_cast<double>(left_out->words.size());
  }
  const auto distinct = static_cast<double>(vocabulary(left_out));
  std::vector<double> found;
  for (const std::uint32_t word : words) {
    const std::span<const std::int32_t> counts = this->counts(word);
    if (counts.empty()) {
      found.push_back(0);
      continue;
    }
    double inside = counts[in_class];
    double outside = all_counts_[word] - counts[in_class];
    if (left_out && holds(left_out->words, word)) (own ? inside : outside) -= 1;
    found.push_back(std::log((inside + 1) / (inside_words + distinct)) -
                    std::log((outside + 1) / (outside_words + distinct)));
  }
  return found;
}

std::span<const std::int32_t> NaiveBayes::counts(std::uint32_t word) const {
  if (word >= all_counts_.size() || all_counts_[word] == 0) return {};
  return std::span(counts_).subspan(word * documents_.size(), documents_.size());
}

std::size_t NaiveBayes::vocabulary(const std::optional<LeftOut>& left_out) const {
  if (!left_out) return distinct_;
  const auto its_own = std::count_if(left_out->words.begin(), left_out->words.end(),
                                     [&](std::uint32_t word) { return all_counts_[word] == 1; });
  return distinct_ - static_cast<std::size_t>(its_own);
}

}  // namespace faultline::taxonomy
