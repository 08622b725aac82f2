#include "taxonomy/tui/rater_labels.h"

#include <memory>

#include "data/issues.h"
#include "data/labels.h"
#include "data/statement.h"

namespace faultline::taxonomy {

RaterLabels::RaterLabels(data::Database& database, const data::Codebook& codebook,
                         const std::string& rater, const Clock& clock)
    : database_(&database), clock_(&clock) {
  database.transaction([&] {
    rater_id_ = data::find_or_add_rater(database, rater);
    codebook_id_ = data::store_codebook(database, codebook);
  });
  const std::map<std::string, std::int64_t> dimensions = data::dimension_ids(database);
  for (const data::Dimension& dimension : codebook.dimensions) {
    dimension_ids_.push_back(dimensions.at(dimension.id));
    code_ids_.push_back(data::code_ids(database, dimension.id));
  }
}

std::vector<RaterLabels::StoredChoice> RaterLabels::current(std::int64_t issue_id,
                                                            std::size_t dimension) const {
  data::Statement query(*database_, R"sql(
    select label.rater_id, rater.name, code.name, label.confidence, label.memo, label.evidence,
      label.assisted, label.withdrawn
    from label
    join code on code.id = label.code_id
    join rater on rater.id = label.rater_id
    where label.dimension_id = ? and label.issue_id = ?
    order by label.rater_id, label.labelled_at desc, label.withdrawn desc, code.name desc,
      label.confidence desc, label.memo desc, label.evidence desc
  )sql");
  query.bind(dimension_ids_[dimension], issue_id);
  std::vector<StoredChoice> newest;
  std::int64_t rater_before = 0;
  while (query.step()) {
    if (query.integer(0) == rater_before) continue;
    rater_before = query.integer(0);
    if (query.integer(7) != 0) continue;
    newest.push_back({query.integer(0),
                      {query.text(1),
                       {.codes = {query.text(2)},
                        .unsure = query.view(3) == data::kUnsure,
                        .memo = query.text(4),
                        .evidence = query.text(5),
                        .assisted = query.integer(6) != 0}}});
  }
  return newest;
}

std::vector<std::optional<Choice>> RaterLabels::read(std::int64_t issue_id) const {
  std::vector<std::optional<Choice>> choices(dimension_ids_.size());
  for (std::size_t i = 0; i < choices.size(); ++i) {
    for (StoredChoice& stored : current(issue_id, i)) {
      if (stored.rater_id == rater_id_) choices[i] = std::move(stored.said.choice);
    }
  }
  return choices;
}

std::vector<std::vector<RatersChoice>> RaterLabels::others(std::int64_t issue_id) const {
  std::vector<std::vector<RatersChoice>> said(dimension_ids_.size());
  for (std::size_t i = 0; i < said.size(); ++i) {
    for (StoredChoice& stored : current(issue_id, i)) {
      if (stored.rater_id == rater_id_ || stored.said.rater == data::kConsensusRater) continue;
      said[i].push_back(std::move(stored.said));
    }
  }
  return said;
}

void RaterLabels::write(std::int64_t issue_id, std::size_t dimension,
                        const std::optional<Choice>& before, const std::optional<Choice>& after) {
  if (!before && !after) return;
  const Choice& said = after ? *after : *before;
  auto details = std::make_shared<data::LabelDetails>();
  details->confidence = said.unsure ? data::kUnsure : data::kSure;
  details->memo = said.memo;
  details->evidence = said.evidence;
  details->assisted = said.assisted;
  details->withdrawn = !after;
  std::vector<data::NewLabel> labels{{.dimension_id = dimension_ids_[dimension],
                                      .issue_id = issue_id,
                                      .rater_id = rater_id_,
                                      .code_id = code_ids_[dimension].at(said.codes.front()),
                                      .codebook_id = codebook_id_,
                                      .details = std::move(details)}};
  database_->transaction(
      [&] { static_cast<void>(data::add_labels(*database_, labels, clock_->now())); });
}

}  // namespace faultline::taxonomy
