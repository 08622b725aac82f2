#include "data/sample_progress.h"

#include <algorithm>

#include "data/statement.h"
#include "data/study_summary.h"

namespace faultline::data {

std::vector<SampleProgress> sample_progress(Database& database, const Codebook& codebook) {
  std::vector<SampleProgress> found;
  for (Sample& sample : samples(database)) {
    if (sample.kind != SampleKind::kPilot) found.push_back({std::move(sample), {}});
  }
  if (found.empty()) return found;
  // One row for each dimension of an issue that a rater labelled.
  Statement query(database, R"sql(
    select sample_item.sample_id, rater.name, sample_item.issue_id, dimension.name
    from labelled
    join sample_item on sample_item.issue_id = labelled.issue_id
    join rater on rater.id = labelled.rater_id
    join dimension on dimension.id = labelled.dimension_id
    order by sample_item.sample_id, rater.id, sample_item.issue_id
  )sql");
  std::int64_t sample_id = 0;
  std::int64_t issue_id = 0;
  std::size_t dimensions = 0;
  RaterProgress* progress = nullptr;
  while (query.step()) {
    if (codebook.find(query.view(3)) == nullptr) continue;
    const auto item = std::find_if(
        found.begin(), found.end(),
        [&](const SampleProgress& candidate) { return candidate.sample.id == query.integer(0); });
    if (item == found.end()) continue;
    const bool same_rater =
        progress != nullptr && sample_id == query.integer(0) && progress->rater == query.view(1);
    if (!same_rater) {
      item->raters.push_back({.rater = query.text(1)});
      progress = &item->raters.back();
    }
    if (!same_rater || issue_id != query.integer(2)) {
      dimensions = 0;
      ++progress->begun;
    }
    sample_id = query.integer(0);
    issue_id = query.integer(2);
    if (++dimensions < codebook.dimensions.size()) continue;
    --progress->begun;
    ++progress->labelled;
  }
  return found;
}

std::vector<RaterLabelCounts> rater_label_counts(Database& database, const Codebook& codebook) {
  std::vector<RaterLabelCounts> counts;
  for (const RaterLabels& rater : summarize_study(database).raters) {
    counts.push_back({rater.rater, rater.labels, rater.issues,
                      std::vector<std::int64_t>(codebook.dimensions.size())});
  }
  Statement query(database, R"sql(
    select rater.name, dimension.name, count(*)
    from labelled
    join rater on rater.id = labelled.rater_id
    join dimension on dimension.id = labelled.dimension_id
    group by rater.id, dimension.id
  )sql");
  while (query.step()) {
    const Dimension* dimension = codebook.find(query.view(1));
    if (dimension == nullptr) continue;
    const auto rater = std::find_if(
        counts.begin(), counts.end(),
        [&](const RaterLabelCounts& candidate) { return candidate.rater == query.view(0); });
    rater->dimension_issues[static_cast<std::size_t>(dimension - codebook.dimensions.data())] =
        query.integer(2);
  }
  return counts;
}

}  // namespace faultline::data
