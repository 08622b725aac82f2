#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"
#include "data/issues.h"
#include "taxonomy/suggest/file_rules.h"
#include "taxonomy/suggest/issue_words.h"
#include "taxonomy/suggest/naive_bayes.h"
#include "taxonomy/suggest/suggestion.h"

namespace faultline::taxonomy {

/// How often a way of suggesting meets the code that the raters gave, over the labelled issues.
struct SuggestionCheck {
  std::string dimension;
  std::string method;  ///< "words", "files"
  /// For each issue for which there is a suggestion: the label's code and the suggested one.
  struct Pair {
    std::string label;
    std::string suggestion;
  };
  std::vector<Pair> pairs;
  std::int64_t issues = 0;  ///< labelled in the dimension
};

/// Suggests codes, by two ways:
/// - the stage, by which files the issue's fixes changed (see FileRules);
/// - each other dimension, and the stage where no fix tells it, by the words of title and body
///   (see IssueWords), with a naive Bayes model over the labels that the study has (see
///   NaiveBayes). Children count as their parents: there are too few labels for more.
///
/// Deterministic in the database. An issue's own labels never take part in its suggestions, so that
/// what `check` finds (leaving one out at a time) is what a rater meets.
class Suggester {
 public:
  /// Learns from the labels that hold.
  /// @param raters  whose labels count; see data::prefer_rater
  Suggester(data::Database& database, const data::Codebook& codebook,
            const data::RaterPreference& raters);

  /// The codes of every dimension that one can be suggested for, in the codebook's order of
  /// dimensions, the most probable first; of words, those of at least a tenth.
  /// Empty for an issue that the study does not have, and where nothing is known of it.
  [[nodiscard]] std::vector<Suggestion> suggest(data::Database& database,
                                                const std::string& repository,
                                                std::int64_t number) const;

  /// What the suggestions are worth, by dimension and method.
  [[nodiscard]] std::vector<SuggestionCheck> check(data::Database& database) const;

 private:
  /// What is known of the codes of one dimension.
  struct Model {
    std::string dimension;
    std::vector<std::string> codes;                ///< the classes
    std::map<std::int64_t, std::size_t> class_of;  ///< by issue id
    NaiveBayes bayes;
  };

  void learn(data::Database& database, const data::Dimension& dimension,
             const data::RaterPreference& raters);
  void add_words(const Model& model, std::int64_t issue_id, const std::vector<std::uint32_t>& words,
                 std::vector<Suggestion>& suggestions) const;

  FileRules rules_;
  IssueWords words_;
  std::optional<std::string> stage_;  ///< the dimension that the rules are about
  std::vector<Model> models_;
  std::map<std::int64_t, std::vector<std::uint32_t>> documents_;  ///< of labelled issues, by id
};

}  // namespace faultline::taxonomy
