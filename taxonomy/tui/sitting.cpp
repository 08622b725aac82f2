#include "taxonomy/tui/sitting.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "data/collection_store.h"
#include "data/issues.h"
#include "data/statement.h"

namespace faultline::taxonomy {

Sitting::Sitting(data::Database& database, const data::Codebook& codebook, const Clock& clock,
                 const std::string& rater, LabelQueue queue, bool with_others)
    : database_(&database),
      labels_(database, codebook, rater, clock),
      queue_(std::move(queue)),
      is_consensus_(rater == data::kConsensusRater),
      with_others_(with_others || is_consensus_) {
  for (const std::int64_t id : queue_.issues) labelled_ += queue_.complete.contains(id) ? 1 : 0;
  if (!queue_.issues.empty()) open();
}

void Sitting::open() {
  const std::int64_t id = queue_.issues[place_];
  data::Statement query(*database_, R"sql(
    select repository.name, repository.converter, issue.number
    from issue
    join repository on repository.id = issue.repository_id
    where issue.id = ?
  )sql");
  query.bind(id);
  if (!query.step()) throw Error("an issue of the queue is gone", ErrorKind::kFailure);
  auto whole = data::read_collected_issue(*database_, query.text(0), query.integer(2));
  issue_ = {id, query.text(0), query.text(1), whole ? *std::move(whole) : data::CollectedIssue{}};
  choices_ = labels_.read(id);
  others_ = with_others_ ? labels_.others(id) : decltype(others_){};
}

bool Sitting::needs_label(std::size_t dimension) const {
  if (!is_consensus_) return true;
  const std::vector<RatersChoice>& said = others_[dimension];
  return std::any_of(said.begin(), said.end(), [&](const RatersChoice& one) {
    return one.choice.code != said.front().choice.code;
  });
}

void Sitting::go_to(std::size_t place) {
  if (place == place_) return;
  place_ = place;
  open();
}

bool Sitting::put_off() {
  put_off_.insert(queue_.issues[place_]);
  for (const bool also_put_off : {false, true}) {
    for (std::size_t step = 1; step < size(); ++step) {
      const std::size_t place = (place_ + step) % size();
      const bool waits = put_off_.contains(queue_.issues[place]);
      if (is_complete(place) || waits != also_put_off) continue;
      go_to(place);
      return true;
    }
  }
  return false;
}

bool Sitting::is_put_off() const { return put_off_.contains(queue_.issues[place_]); }

std::vector<Sitting::FoundIssue> Sitting::find(std::int64_t number,
                                               const std::string& repository) const {
  data::Statement query(*database_, R"sql(
    select issue.id, repository.name, repository.converter
    from issue
    join repository on repository.id = issue.repository_id
    where issue.number = ?
    order by repository.position, repository.id
  )sql");
  query.bind(number);
  std::vector<FoundIssue> found;
  const std::string wanted = to_lower(repository);
  while (query.step()) {
    const bool meant = to_lower(query.view(1)).find(wanted) != std::string::npos ||
                       to_lower(query.view(2)) == wanted;
    if (!meant) continue;
    found.push_back({query.integer(0), fmt::format("{}#{}", query.view(1), number)});
    const auto in_queue = std::find(queue_.issues.begin(), queue_.issues.end(), found.back().id);
    if (in_queue == queue_.issues.end()) continue;
    found.back().place = static_cast<std::size_t>(in_queue - queue_.issues.begin());
  }
  std::stable_partition(found.begin(), found.end(),
                        [](const FoundIssue& issue) { return issue.place.has_value(); });
  return found;
}

void Sitting::go_to(const FoundIssue& found) {
  if (found.place) {
    go_to(*found.place);
    return;
  }
  queue_.issues.push_back(found.id);
  if (queue_.complete.contains(found.id)) ++labelled_;
  go_to(size() - 1);
}

void Sitting::write(std::size_t dimension, const std::optional<Choice>& choice) {
  labels_.write(issue_.id, dimension, choices_[dimension], choice);
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
    put_off_.erase(issue_.id);
    labelled_ += queue_.complete.insert(issue_.id).second ? 1 : 0;
  } else {
    labelled_ -= queue_.complete.erase(issue_.id);
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
