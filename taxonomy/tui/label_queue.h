#pragma once

#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include "data/codebook.h"
#include "data/database.h"

namespace faultline::taxonomy {

/// Which issues a rater goes through.
struct QueueRequest {
  /// A sample or tranche; with none, the issues of `only`, else the main sample, else all issues
  /// that are there.
  std::optional<std::int64_t> sample_id = {};
  /// These issues alone, in this order unless there is a sample.
  std::optional<std::vector<std::int64_t>> only = {};
  bool only_unsure = false;  ///< issues with a label of which the rater is unsure
  /// Issues of which raters but the consensus say different things in a dimension.
  bool only_disagreements = false;
};

/// The items in the order in which a rater meets them: those that lack a label of the rater in
/// some dimension before those that lack none. Holds ids only; an item is read when it is opened.
struct LabelQueue {
  std::vector<std::int64_t> items;
  /// Those, also beyond the queue, that lack no label.
  std::unordered_set<std::int64_t> complete;
};

/// The issues, of each kind in the order of the sample, else of study.toml and of their numbers.
/// @param rater_id  whose labels; for the consensus, an issue lacks a label only in the dimensions
/// in
///                  which the other raters disagree
[[nodiscard]] LabelQueue open_queue(data::Database& database, const data::Codebook& codebook,
                                    std::int64_t rater_id, const QueueRequest& request);

}  // namespace faultline::taxonomy
