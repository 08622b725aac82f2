#include "taxonomy/tui/sitting.h"

#include <algorithm>
#include <utility>

namespace faultline::taxonomy {

Sitting::Sitting(std::unique_ptr<LabelledItems> items, LabelQueue queue, bool is_consensus,
                 bool with_others)
    : items_(std::move(items)),
      queue_(std::move(queue)),
      is_consensus_(is_consensus),
      with_others_(with_others || is_consensus) {
  for (const std::int64_t id : queue_.items) labelled_ += queue_.complete.contains(id) ? 1 : 0;
  if (!queue_.items.empty()) open();
}

void Sitting::open() {
  const std::int64_t id = queue_.items[place_];
  item_ = items_->open(id);
  choices_ = items_->choices(id);
  others_ = with_others_ ? items_->others(id) : decltype(others_){};
}

bool Sitting::needs_label(std::size_t dimension) const {
  if (!is_consensus_) return true;
  const std::vector<RatersChoice>& said = others_[dimension];
  return std::any_of(said.begin(), said.end(), [&](const RatersChoice& one) {
    return one.choice.codes != said.front().choice.codes;
  });
}

void Sitting::go_to(std::size_t place) {
  if (place == place_) return;
  place_ = place;
  open();
}

bool Sitting::put_off() {
  put_off_.insert(queue_.items[place_]);
  for (const bool also_put_off : {false, true}) {
    for (std::size_t step = 1; step < size(); ++step) {
      const std::size_t place = (place_ + step) % size();
      const bool waits = put_off_.contains(queue_.items[place]);
      if (is_complete(place) || waits != also_put_off) continue;
      go_to(place);
      return true;
    }
  }
  return false;
}

bool Sitting::is_put_off() const { return put_off_.contains(queue_.items[place_]); }

std::vector<Sitting::FoundItem> Sitting::find(std::int64_t number,
                                              const std::string& source) const {
  std::vector<FoundItem> found;
  for (LabelledItems::Found& item : items_->find(number, source)) {
    const auto in_queue = std::find(queue_.items.begin(), queue_.items.end(), item.id);
    found.push_back({.item = std::move(item)});
    if (in_queue == queue_.items.end()) continue;
    found.back().place = static_cast<std::size_t>(in_queue - queue_.items.begin());
  }
  std::stable_partition(found.begin(), found.end(),
                        [](const FoundItem& item) { return item.place.has_value(); });
  return found;
}

void Sitting::go_to(const FoundItem& found) {
  if (found.place) {
    go_to(*found.place);
    return;
  }
  queue_.items.push_back(found.item.id);
  if (queue_.complete.contains(found.item.id)) ++labelled_;
  go_to(size() - 1);
}

void Sitting::write(std::size_t dimension, const std::optional<Choice>& choice) {
  items_->write(item_.id, dimension, choices_[dimension], choice);
  choices_[dimension] = choice;
  ++added_;
  count();
}

void Sitting::count() {
  bool complete = true;
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    complete = complete && (choices_[i] || !needs_label(i));
  }
  if (complete) {
    put_off_.erase(item_.id);
    labelled_ += queue_.complete.insert(item_.id).second ? 1 : 0;
  } else {
    labelled_ -= queue_.complete.erase(item_.id);
  }
}

void Sitting::set(std::size_t dimension, const std::optional<Choice>& choice) {
  if (choices_[dimension] == choice) return;
  LabelChange change{place_, dimension, choices_[dimension], choice};
  write(dimension, choice);
  changes_.resize(done_);
  changes_.push_back(std::move(change));
  ++done_;
}

LabelChange Sitting::undo() {
  const LabelChange& change = changes_[done_ - 1];
  go_to(change.place);
  write(change.dimension, change.before);
  --done_;
  return change;
}

LabelChange Sitting::redo() {
  const LabelChange& change = changes_[done_];
  go_to(change.place);
  write(change.dimension, change.after);
  ++done_;
  return change;
}

}  // namespace faultline::taxonomy
