#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"

namespace faultline::data {

/// One run of the collection over one repository; see the table of that name.
struct CollectionRun {
  std::int64_t id = 0;  ///< 0 while it is not stored
  std::int64_t repository_id = 0;
  std::string api = {};
  std::string protocol = {};
  std::string started_at = {};
  std::optional<std::string> finished_at = {};
  std::optional<std::string> since = {};
  std::optional<std::string> cursor = {};
  std::int64_t requests = 0;
  std::int64_t points = 0;
  std::int64_t waited_seconds = 0;
  std::int64_t issues_new = 0;
  std::int64_t issues_changed = 0;
  std::int64_t issues_gone = 0;
  bool kept = true;
};

/// The newest run over a repository, finished or not.
[[nodiscard]] std::optional<CollectionRun> latest_collection(Database& database,
                                                             std::int64_t repository_id);

/// When the newest run that is done began, over all repositories; issues that were opened later may
/// be missing.
[[nodiscard]] std::optional<std::string> collected_until(Database& database);

/// All runs over a repository together.
struct CollectionTotals {
  std::int64_t runs = 0;
  std::int64_t requests = 0;
  std::int64_t issues_gone = 0;
  std::vector<std::string> apis = {};  ///< "graphql", "rest": those that were used, sorted
  std::string started_at = {};         ///< the first; empty where there was no run
  std::string ended_at = {};           ///< the end of the newest one, or its start while it runs
};

[[nodiscard]] CollectionTotals collection_totals(Database& database, std::int64_t repository_id);

/// Stores a run: adds it where its id is 0, and sets the id; else updates it.
void store_collection(Database& database, CollectionRun& run);

/// Runs that kept no answers, by when they started: what they brought cannot be rebuilt.
[[nodiscard]] std::vector<std::string> collections_without_answers(Database& database);

/// How popular a repository was when it was read.
struct Popularity {
  std::string read_at = {};
  std::int64_t stars = 0;
  std::int64_t forks = 0;
  std::int64_t closed_issues = 0;
};

/// Adds a reading that differs from the newest one. @return whether it did
bool store_popularity(Database& database, std::int64_t repository_id, const Popularity& popularity);

/// The newest reading.
[[nodiscard]] std::optional<Popularity> latest_popularity(Database& database,
                                                          std::int64_t repository_id);

/// A filter of issues: the state, or "all"; and labels that an issue must all carry.
struct IssueFilter {
  std::string state = {};
  std::vector<std::string> labels = {};
};

/// How many collected issues of a repository pass a filter, those that are gone left out.
[[nodiscard]] std::int64_t count_collected(Database& database, std::int64_t repository_id,
                                           const IssueFilter& filter);

/// A collected issue by its number and GraphQL's id.
struct IssueNode {
  std::int64_t number = 0;
  std::optional<std::string> node_id = {};
};

/// The collected issues of a repository that are not gone, by number; those that pass the filter
/// where one is given.
[[nodiscard]] std::vector<IssueNode> collected_issues(Database& database,
                                                      std::int64_t repository_id,
                                                      const std::optional<IssueFilter>& filter);

/// Something open that collected issues of a repository refer to.
struct OpenSource {
  std::string repository = {};
  std::int64_t number = 0;
  std::optional<std::string> node_id = {};
};

/// What issues of a repository refer to and was open when they were read, each once.
[[nodiscard]] std::vector<OpenSource> open_sources(Database& database, std::int64_t repository_id);

/// The issues of a repository that refer to something.
[[nodiscard]] std::vector<IssueNode> issues_referring_to(Database& database,
                                                         std::int64_t repository_id,
                                                         const std::string& source_repository,
                                                         std::int64_t source_number);

/// A fix of a drawn issue whose patches were not read yet.
struct FixWithoutPatches {
  std::string kind = {};
  std::string repository = {};
  std::string ref = {};
};

/// Fixes of the issues that were drawn for labelling from a repository, each once; those whose
/// patches were read are left out.
[[nodiscard]] std::vector<FixWithoutPatches> fixes_without_patches(Database& database,
                                                                   std::int64_t repository_id);

/// How many issues were drawn for labelling.
[[nodiscard]] std::int64_t count_drawn(Database& database);

/// Empties what answers filled, except the issues' own ids, so that they can be read again.
void clear_collected(Database& database);

}  // namespace faultline::data
