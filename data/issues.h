#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/batch_insert.h"
#include "data/codebook.h"
#include "data/database.h"
#include "data/funnel.h"
#include "data/period.h"
#include "data/statement.h"
#include "data/study_file.h"

namespace faultline::data {

/// A repository under study; it belongs to one converter.
struct Repository {
  std::int64_t id = 0;
  std::string name;       ///< "owner/name"
  std::string converter;  ///< "torch.onnx"
};

/// Makes the stored repositories those of the protocol: new ones are added, renamed converters are
/// renamed, nothing that was collected is removed.
void store_repositories(Database& database, const StudyFile& study);

/// In the order of study.toml.
[[nodiscard]] std::vector<Repository> repositories(Database& database);

/// Hands out the ids of all issues with their repositories' ids, ordered by issue id.
void for_each_issue_id(
    Database& database,
    const std::function<void(std::int64_t issue, std::int64_t repository)>& take);

/// What an import knows of an issue beside its labels.
struct IssueFacts {
  std::optional<std::string> title = {};
  std::optional<std::string> url = {};
  std::optional<std::string> created_at = {};
  /// A date, or "none" (before the first release); see the column of the same name.
  std::optional<std::string> latest_onnx_release = {};
};

/// Finds the ids of issues by repository and number, adding those that are not known yet. Holds all
/// numbers in memory (some 40 bytes an issue), so that an import asks the database for none.
class IssueRegistry {
 public:
  explicit IssueRegistry(Database& database);

  /// Adds the issue where it is new; where it is known, fills in facts that were not known before.
  /// New issues may wait until `finish`, to be added many at a time.
  [[nodiscard]] std::int64_t find_or_add(std::int64_t repository_id, std::int64_t number,
                                         const IssueFacts& facts);
  /// Adds the issues that still wait; to be called before anything that refers to them is added.
  void finish() { new_issues_.finish(); }
  [[nodiscard]] std::int64_t added() const { return added_; }

 private:
  struct NewIssue {
    static constexpr std::string_view kInto =
        "issue (id, repository_id, number, title, url, created_at, latest_onnx_release)";
    static constexpr std::string_view kOnConflict{};

    std::int64_t id = 0;
    std::int64_t repository_id = 0;
    std::int64_t number = 0;
    IssueFacts facts;

    void bind(Statement& insert) const {
      insert.bind_more(id, repository_id, number, facts.title, facts.url, facts.created_at,
                       facts.latest_onnx_release);
    }
  };

  BatchInsert<NewIssue> new_issues_;
  Statement complete_;
  Statement index_text_;
  Statement unindex_text_;
  std::unordered_map<std::int64_t, std::unordered_map<std::int64_t, std::int64_t>> ids_;
  std::int64_t newest_id_ = 0;
  std::int64_t added_ = 0;
};

/// Whose labels are meant where one label an issue is wanted: the raters in order of preference;
/// the first of them that labelled an issue (in a dimension) counts.
struct RaterPreference {
  std::vector<std::int64_t> rater_ids;
  std::string description;  ///< for the notes of tables: "rater published"
};

/// The rater that settles disagreements.
inline constexpr std::string_view kConsensusRater = "consensus";

/// The preference for one rater, or, with no name given, for the consensus and else for the first
/// of the study's raters who labelled anything.
/// @throws Error (input) for a rater that the study does not have, with the nearest name
[[nodiscard]] RaterPreference prefer_rater(Database& database,
                                           const std::optional<std::string>& rater);

/// The day on which an issue was opened.
struct IssueDay {
  std::int64_t issue_id = 0;
  std::chrono::sys_days day;
};

/// Ordered by issue id; issues of which it is not known are absent.
[[nodiscard]] std::vector<IssueDay> issue_days(Database& database);

struct IssueCode {
  std::int64_t issue_id = 0;
  std::int64_t code_id = 0;
};

/// The code that holds for each issue in a dimension, ordered by issue id. Issues without a label
/// of these raters are absent.
[[nodiscard]] std::vector<IssueCode> current_codes(Database& database, const std::string& dimension,
                                                   const RaterPreference& raters);

/// The ids of a dimension's codes, by name; codes of older codebooks included.
[[nodiscard]] std::map<std::string, std::int64_t> code_ids(Database& database,
                                                           const std::string& dimension);

/// Which issues are wanted; conditions of different kinds all hold.
struct IssueQuery {
  /// For each dimension the codes of which one is the issue's. A code stands for itself alone:
  /// children and binned codes are listed by the caller.
  std::map<std::string, std::vector<std::string>> codes = {};
  RaterPreference raters = {};
  std::vector<std::string> converters = {};  ///< any of these; all where empty
  std::vector<std::string> releases = {};    ///< newest ONNX release before the issue: any of these
  std::optional<Period> period = {};         ///< opened then; not those of which it is unknown
  std::optional<FunnelStep> step = {};       ///< left after this step of the funnel
  std::optional<std::string> search = {};    ///< words to find, as IssueSearch does; blank for none
  std::optional<std::size_t> limit = {};     ///< so many at most
};

/// The ids of the issues that are left after a step of the funnel, ascending.
[[nodiscard]] std::vector<std::int64_t> issues_of_step(Database& database, FunnelStep step);

struct IssueSummary {
  std::int64_t id = 0;
  std::string repository;
  std::string converter;
  std::int64_t number = 0;
  std::optional<std::string> title;
  std::optional<std::string> state;
  std::optional<std::string> author;
  std::optional<std::string> created_at;
  std::optional<std::string> closed_at;
  std::vector<std::string> labels;
  std::string url;
  std::int64_t comments = 0;  ///< how many there are
  std::string snippet;        ///< where the search found its words; empty without a search
};

/// The issues of a query: in the order of study.toml and of their numbers, or, with a search, best
/// match first (see IssueSearch).
[[nodiscard]] std::vector<IssueSummary> find_issues(Database& database, const IssueQuery& query);

}  // namespace faultline::data
