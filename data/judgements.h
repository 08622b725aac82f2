#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "data/database.h"
#include "data/samples.h"

namespace faultline::data {

/// What people say of single issues to validate the screening: is this a repaired failure of the
/// converter? A rater has one judgement of an issue; a later one replaces it.

/// Stores a judgement, within the caller's transaction or on its own.
/// @return whether that changed anything
bool store_judgement(Database& database, std::int64_t issue_id, std::int64_t rater_id,
                     bool is_relevant, Moment now);

void remove_judgement(Database& database, std::int64_t issue_id, std::int64_t rater_id);

/// The issues of the pilot that a rater has not judged, in the pilot's order.
[[nodiscard]] std::vector<SampledIssue> unjudged_issues(Database& database, std::int64_t rater_id);

/// Judged issues of one converter by what the screening made of them. Only issues that pass the
/// filter count, since the evidence step is what is judged.
struct JudgedScreening {
  std::string converter;
  std::int64_t kept_relevant = 0;
  std::int64_t kept_irrelevant = 0;
  std::int64_t dropped_relevant = 0;
  std::int64_t dropped_irrelevant = 0;
  std::int64_t not_screened = 0;   ///< judged, but not among the issues that pass the filter (now)
  std::int64_t outside_pilot = 0;  ///< of the counted ones: not drawn by lot
};

/// In the order of study.toml.
/// @param rater_id  whose judgements; with none, an issue's judgement is that of the consensus,
/// else
///                  of the rater who came to the study first
[[nodiscard]] std::vector<JudgedScreening> judged_screening(Database& database,
                                                            std::optional<std::int64_t> rater_id);

}  // namespace faultline::data
