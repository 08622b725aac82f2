#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "collectors/screening/decision.h"
#include "data/collected.h"
#include "data/database.h"
#include "data/study_file.h"

namespace faultline::collectors {

/// An issue that the screening looks at.
struct ScreenedIssue {
  std::int64_t id = 0;
  std::int64_t number = 0;
  std::size_t converter = 0;  ///< its place in the study file
  Decision relevance;
  /// The whole timeline where the issue is relevant, else empty; valid during the call.
  std::span<const data::TimelineEvent> timeline = {};
};

/// Hands out every collected issue of the study's converters, by converter and number, one at a
/// time. Issues that were only imported, of which nothing but a number may be known, are no part of
/// it.
void for_each_screened_issue(data::Database& database, const data::StudyFile& study,
                             const std::function<void(const ScreenedIssue&)>& take);

}  // namespace faultline::collectors
