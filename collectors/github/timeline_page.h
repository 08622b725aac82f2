#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/collected.h"

namespace faultline::collectors {

/// What one answer holds of an issue's timeline, the same whichever API told it.
struct TimelinePage {
  std::vector<data::TimelineEvent> events = {};
  /// GraphQL's timeline alone: REST has a list of its own for comments.
  std::vector<data::CollectedComment> comments = {};
  std::vector<data::NamedFix> fixes = {};                 ///< that the events name
  std::vector<data::OpenReference> open_references = {};  ///< likewise
  std::optional<std::string> next = {};  ///< GraphQL's cursor, where a page follows
};

/// A page of a fix's files.
struct FilePage {
  std::vector<data::ChangedFile> files = {};
  std::optional<std::string> next = {};
};

}  // namespace faultline::collectors
