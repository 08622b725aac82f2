#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/collected.h"
#include "data/database.h"
#include "taxonomy/tui/label_queue.h"
#include "taxonomy/tui/rater_labels.h"

namespace faultline::taxonomy {

/// The issue that is on the screen.
struct OpenIssue {
  std::int64_t id = 0;
  std::string repository;
  std::string converter;
  data::CollectedIssue issue;
};

/// One step of a sitting that can be undone: what the rater said of an issue before and after.
struct LabelChange {
  std::size_t place = 0;  ///< in the queue
  std::size_t dimension = 0;
  std::optional<Choice> before;
  std::optional<Choice> after;
};

/// A rater at work on a queue: where they are, what they say of the issue there, and all that they
/// did since they sat down. Every change is in the database when `set`, `undo` and `redo` return;
/// where it could not be stored they throw, and the sitting says what the database says.
class Sitting {
 public:
  /// @param with_others  whether the other raters' labels are read; without it, the rater is blind
  Sitting(data::Database& database, const data::Codebook& codebook, const Clock& clock,
          const std::string& rater, LabelQueue queue, bool with_others);

  [[nodiscard]] std::size_t size() const { return queue_.issues.size(); }
  [[nodiscard]] std::size_t place() const { return place_; }
  /// How many of the queue's issues lack no label.
  [[nodiscard]] std::size_t labelled() const { return labelled_; }
  [[nodiscard]] bool is_complete(std::size_t place) const {
    return queue_.complete.contains(queue_.issues[place]);
  }

  /// The issue at the place. Not to be asked of an empty queue.
  [[nodiscard]] const OpenIssue& issue() const { return issue_; }
  [[nodiscard]] const std::vector<std::optional<Choice>>& choices() const { return choices_; }
  /// By dimension; empty where the rater is blind.
  [[nodiscard]] const std::vector<std::vector<RatersChoice>>& others() const { return others_; }
  /// Whether the issue needs a label of the rater in a dimension: in each; of the consensus, in
  /// those in which the others disagree.
  [[nodiscard]] bool needs_label(std::size_t dimension) const;

  void go_to(std::size_t place);

  /// Goes to the next issue behind this one, and around, that lacks a label: first to those that
  /// were not put off. @return whether there is another one
  bool put_off();
  [[nodiscard]] bool is_put_off() const;

  /// Finds issues of the study by number, and by a part of the repository's name, those of the
  /// queue first.
  struct FoundIssue {
    std::int64_t id = 0;
    std::string name;                       ///< "onnx/tensorflow-onnx#12"
    std::optional<std::size_t> place = {};  ///< in the queue, if it is there
  };
  [[nodiscard]] std::vector<FoundIssue> find(std::int64_t number,
                                             const std::string& repository) const;
  /// Goes to a found issue; one that is not in the queue is put at its end.
  void go_to(const FoundIssue& found);

  void set(std::size_t dimension, const std::optional<Choice>& choice);

  [[nodiscard]] bool can_undo() const { return done_ > 0; }
  [[nodiscard]] bool can_redo() const { return done_ < changes_.size(); }
  /// Takes back the newest change that is not undone, and goes to its issue.
  LabelChange undo();
  LabelChange redo();

  /// How many labels were added since the beginning.
  [[nodiscard]] std::size_t added() const { return added_; }

 private:
  void open();
  void write(std::size_t dimension, const std::optional<Choice>& choice);
  void count();

  data::Database* database_;
  RaterLabels labels_;
  LabelQueue queue_;
  bool is_consensus_ = false;
  bool with_others_ = false;
  std::size_t place_ = 0;
  std::size_t labelled_ = 0;
  std::size_t added_ = 0;
  OpenIssue issue_;
  std::vector<std::optional<Choice>> choices_;
  std::vector<std::vector<RatersChoice>> others_;
  std::vector<LabelChange> changes_;
  std::size_t done_ = 0;  ///< changes that are not undone
  std::unordered_set<std::int64_t> put_off_;
};

}  // namespace faultline::taxonomy
