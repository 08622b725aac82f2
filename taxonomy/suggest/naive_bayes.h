#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace faultline::taxonomy {

/// Multinomial naive Bayes over words, with Laplace smoothing. A word counts once a document,
/// however often it stands there: error logs repeat themselves.
/// Source: Manning, Raghavan and Schuetze 2008, Introduction to Information Retrieval, 13.2, with
/// binarized counts (Jurafsky and Martin, Speech and Language Processing, 4.4).
class NaiveBayes {
 public:
  /// A document's words, by ascending id, each once.
  using Words = std::span<const std::uint32_t>;

  /// A document that is left out although the model has learnt it.
  struct LeftOut {
    Words words;
    std::size_t its_class = 0;
  };

  explicit NaiveBayes(std::size_t classes = 0) : documents_(classes, 0), words_(classes, 0) {}

  void learn(Words words, std::size_t its_class);

  /// The probability of each class, as if `left_out` had not been learnt. Words that no other
  /// document has do not count; a class without documents has probability 0. Empty where nothing
  /// was learnt.
  [[nodiscard]] std::vector<double> probabilities(
      Words words, const std::optional<LeftOut>& left_out = {}) const;

  /// How much each word speaks for a class rather than for the others: the logarithm of the ratio
  /// of its smoothed frequencies there, in the same way.
  [[nodiscard]] std::vector<double> weights(Words words, std::size_t in_class,
                                            const std::optional<LeftOut>& left_out = {}) const;

  [[nodiscard]] std::int64_t documents(std::size_t of_class) const { return documents_[of_class]; }

 private:
  /// A word's number of documents by class; empty for a word that was never learnt.
  [[nodiscard]] std::span<const std::int32_t> counts(std::uint32_t word) const;
  [[nodiscard]] std::size_t vocabulary(const std::optional<LeftOut>& left_out) const;

  std::vector<std::int64_t> documents_;   ///< by class
  std::vector<std::int64_t> words_;       ///< by class: the sum of all its words' counts
  std::vector<std::int32_t> counts_;      ///< by word and class
  std::vector<std::int32_t> all_counts_;  ///< by word
  std::size_t distinct_ = 0;              ///< words that were learnt
  std::vector<double> logarithms_;        ///< of n + 1, as far as counts go
};

}  // namespace faultline::taxonomy
