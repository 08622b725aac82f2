#include "app/suggestion_quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "analysis/kappa.h"
#include "analysis/proportion.h"
#include "reports/format_value.h"

namespace faultline::app {

namespace {

struct Quality {
  analysis::Proportion right;
  analysis::Kappa kappa;
  std::string most_frequent;
  analysis::Proportion baseline;
};

Quality quality_of(const taxonomy::SuggestionCheck& check) {
  std::map<std::string, std::int32_t> positions;
  std::map<std::string, std::int64_t> label_counts;
  for (const auto& pair : check.pairs) {
    positions.try_emplace(pair.label, static_cast<std::int32_t>(positions.size()));
    positions.try_emplace(pair.suggestion, static_cast<std::int32_t>(positions.size()));
    ++label_counts[pair.label];
  }
  Quality quality;
  std::int64_t right = 0;
  std::vector<analysis::CodePair> pairs;
  for (const auto& pair : check.pairs) {
    right += pair.label == pair.suggestion ? 1 : 0;
    pairs.push_back({positions.at(pair.label), positions.at(pair.suggestion)});
  }
  const auto of = static_cast<std::int64_t>(check.pairs.size());
  quality.right = analysis::proportion(right, of);
  quality.kappa = analysis::cohen_kappa(
      analysis::confusion_matrix(pairs, std::max<std::size_t>(positions.size(), 1)));
  std::int64_t most = 0;
  for (const auto& [code, count] : label_counts) {
    if (count <= most) continue;
    most = count;
    quality.most_frequent = code;
  }
  quality.baseline = analysis::proportion(most, of);
  return quality;
}

reports::Value estimate(std::optional<double> value,
                        const std::optional<analysis::Interval>& interval) {
  if (!value || !interval) return {};
  return reports::Estimate{*value, interval->low, interval->high};
}

std::string share_text(const analysis::Proportion& proportion) {
  return reports::format_value(proportion.share.value_or(0), reports::ColumnKind::kShare);
}

}  // namespace

reports::Table suggestion_quality(std::span<const taxonomy::SuggestionCheck> checks) {
  using reports::ColumnKind;
  reports::Table table{.id = "suggestion-quality",
                       .title = "Suggested codes against the raters' codes"};
  table.columns = {
      {.id = "dimension", .label = "Dimension"},
      {.id = "method", .label = "By"},
      {.id = "labelled", .label = "Labelled", .kind = ColumnKind::kCount},
      {.id = "suggested", .label = "Suggested", .kind = ColumnKind::kCount},
      {.id = "right", .label = "Right", .kind = ColumnKind::kCount},
      {.id = "accuracy", .label = "Accuracy", .kind = ColumnKind::kShare, .has_interval = true},
      {.id = "kappa", .label = "Kappa", .kind = ColumnKind::kNumber, .has_interval = true},
      {.id = "most_frequent", .label = "Most frequent code"},
      {.id = "baseline", .label = "Its share", .kind = ColumnKind::kShare}};
  for (const taxonomy::SuggestionCheck& check : checks) {
    const Quality quality = quality_of(check);
    table.rows.push_back(
        {.values = {
             check.dimension, check.method, check.issues, quality.right.of, quality.right.count,
             estimate(quality.right.share, quality.right.interval),
             estimate(quality.kappa.kappa, quality.kappa.interval), quality.most_frequent,
             quality.baseline.share ? reports::Value(*quality.baseline.share) : reports::Value()}});
  }
  table.notes.emplace_back(
      "By words: each labelled issue is left out in turn, and suggested from the others. By "
      "files:\n"
      "issues with a fix whose files tell a stage. Children of codes count as their parents.");
  table.notes.emplace_back(
      "A suggestion is worth something where its accuracy lies above the share of the most "
      "frequent\ncode, which naming that code every time would reach, with a kappa of 0.");
  return table;
}

std::vector<std::string> suggestion_quality_notes(
    std::span<const taxonomy::SuggestionCheck> checks) {
  std::vector<std::string> notes;
  for (const taxonomy::SuggestionCheck& check : checks) {
    if (check.pairs.empty()) continue;
    const Quality quality = quality_of(check);
    notes.push_back(fmt::format(
        "{} by {}: right for {} of {} labelled issues ({}), kappa {}; naming '{}' every time: {}.",
        check.dimension, check.method, quality.right.count, quality.right.of,
        share_text(quality.right),
        quality.kappa.kappa
            ? reports::format_value(*quality.kappa.kappa, reports::ColumnKind::kNumber)
            : "undefined",
        quality.most_frequent, share_text(quality.baseline)));
  }
  return notes;
}

}  // namespace faultline::app
