#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "taxonomy/tui/label_queue.h"
#include "taxonomy/tui/labelled_items.h"

namespace faultline::taxonomy {

/// One step of a sitting that can be undone: what the rater said of an item before and after.
struct LabelChange {
  std::size_t place = 0;  ///< in the queue
  std::size_t dimension = 0;
  std::optional<Choice> before;
  std::optional<Choice> after;
};

/// A rater at work on a queue: where they are, what they say of the item there, and all that they
/// did since they sat down. Every change is in the database when `set`, `undo` and `redo` return;
/// where it could not be stored they throw, and the sitting says what the database says.
class Sitting {
 public:
  /// @param is_consensus  whether disagreements are settled
  /// @param with_others   whether the other raters' labels are read; without it, the rater is blind
  Sitting(std::unique_ptr<LabelledItems> items, LabelQueue queue, bool is_consensus,
          bool with_others);

  [[nodiscard]] const ItemKind& kind() const { return items_->kind(); }

  [[nodiscard]] std::size_t size() const { return queue_.items.size(); }
  [[nodiscard]] std::size_t place() const { return place_; }
  /// How many of the queue's items lack no label.
  [[nodiscard]] std::size_t labelled() const { return labelled_; }
  [[nodiscard]] bool is_complete(std::size_t place) const {
    return queue_.complete.contains(queue_.items[place]);
  }

  /// The item at the place. Not to be asked of an empty queue.
  [[nodiscard]] const OpenItem& item() const { return item_; }
  [[nodiscard]] const std::vector<std::optional<Choice>>& choices() const { return choices_; }
  /// By dimension; empty where the rater is blind.
  [[nodiscard]] const std::vector<std::vector<RatersChoice>>& others() const { return others_; }
  /// Whether the item needs a label of the rater in a dimension: in each; of the consensus, in
  /// those in which the others disagree.
  [[nodiscard]] bool needs_label(std::size_t dimension) const;

  void go_to(std::size_t place);

  /// Goes to the next item behind this one, and around, that lacks a label: first to those that
  /// were not put off. @return whether there is another one
  bool put_off();
  [[nodiscard]] bool is_put_off() const;

  /// Finds items by number, and by a part of the source's name, those of the queue first.
  struct FoundItem {
    LabelledItems::Found item;
    std::optional<std::size_t> place = {};  ///< in the queue, if it is there
  };
  [[nodiscard]] std::vector<FoundItem> find(std::int64_t number, const std::string& source) const;
  /// Goes to a found item; one that is not in the queue is put at its end.
  void go_to(const FoundItem& found);

  void set(std::size_t dimension, const std::optional<Choice>& choice);

  [[nodiscard]] bool can_undo() const { return done_ > 0; }
  [[nodiscard]] bool can_redo() const { return done_ < changes_.size(); }
  /// Takes back the newest change that is not undone, and goes to its item.
  LabelChange undo();
  LabelChange redo();

  /// How many labels were added since the beginning.
  [[nodiscard]] std::size_t added() const { return added_; }

 private:
  void open();
  void write(std::size_t dimension, const std::optional<Choice>& choice);
  void count();

  std::unique_ptr<LabelledItems> items_;
  LabelQueue queue_;
  bool is_consensus_ = false;
  bool with_others_ = false;
  std::size_t place_ = 0;
  std::size_t labelled_ = 0;
  std::size_t added_ = 0;
  OpenItem item_;
  std::vector<std::optional<Choice>> choices_;
  std::vector<std::vector<RatersChoice>> others_;
  std::vector<LabelChange> changes_;
  std::size_t done_ = 0;  ///< changes that are not undone
  std::unordered_set<std::int64_t> put_off_;
};

}  // namespace faultline::taxonomy
