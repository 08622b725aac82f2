#include "data/sample_progress.h"

#include <algorithm>
#include <map>

#include "data/newest_labels.h"
#include "data/statement.h"
#include "data/study_summary.h"

namespace faultline::data {

namespace {

std::map<std::int64_t, std::string> rater_names(Database& database) {
  std::map<std::int64_t, std::string> names;
  Statement query(database, "select id, name from rater");
  while (query.step()) names.emplace(query.integer(0), query.text(1));
  return names;
}

}  // namespace

std::vector<SampleProgress> sample_progress(Database& database, const Codebook& codebook) {
  std::vector<SampleProgress> found;
  for (Sample& sample : samples(database)) {
    if (sample.kind != SampleKind::kPilot) found.push_back({std::move(sample), {}});
  }
  if (found.empty()) return found;
  std::map<std::int64_t, std::vector<std::size_t>> samples_of_issue;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const SampledIssue& issue : sampled_issues(database, found[i].sample.id)) {
      samples_of_issue[issue.issue_id].push_back(i);
    }
  }
  // In how many dimensions a rater labelled an issue of a sample.
  struct Key {
    std::size_t sample;
    std::int64_t rater_id;
    std::int64_t issue_id;
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, std::size_t> dimensions;
  for (const Dimension& dimension : codebook.dimensions) {
    for_each_newest_label(database, dimension.id, [&](const NewestLabel& label) {
      const auto sampled = samples_of_issue.find(label.issue_id);
      if (sampled == samples_of_issue.end()) return;
      for (const std::size_t sample : sampled->second) {
        ++dimensions[{sample, label.rater_id, label.issue_id}];
      }
    });
  }
  const std::map<std::int64_t, std::string> names = rater_names(database);
  const Key* last = nullptr;
  for (const auto& [key, count] : dimensions) {
    std::vector<RaterProgress>& raters = found[key.sample].raters;
    const bool same_rater =
        last != nullptr && last->sample == key.sample && last->rater_id == key.rater_id;
    if (!same_rater) raters.push_back({.rater = names.at(key.rater_id)});
    ++(count == codebook.dimensions.size() ? raters.back().labelled : raters.back().begun);
    last = &key;
  }
  return found;
}

std::vector<RaterLabelCounts> rater_label_counts(Database& database, const Codebook& codebook) {
  std::vector<RaterLabelCounts> counts;
  for (const RaterLabels& rater : summarize_study(database).raters) {
    counts.push_back({rater.rater, rater.labels, rater.issues,
                      std::vector<std::int64_t>(codebook.dimensions.size())});
  }
  for (std::size_t i = 0; i < codebook.dimensions.size(); ++i) {
    std::map<std::int64_t, std::int64_t> issues;
    for_each_newest_label(database, codebook.dimensions[i].id,
                          [&](const NewestLabel& label) { ++issues[label.rater_id]; });
    for (const auto& [rater_id, name] : rater_names(database)) {
      const auto rater = std::ranges::find(counts, name, &RaterLabelCounts::rater);
      rater->dimension_issues[i] = issues[rater_id];
    }
  }
  return counts;
}

}  // namespace faultline::data
