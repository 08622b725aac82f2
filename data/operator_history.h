#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/database.h"
#include "data/statement.h"

namespace faultline::data {

/// ONNX's default operator domain.
inline constexpr std::string_view kDefaultDomain = "ai.onnx";

/// What one operator set changed, as one history counts it.
struct OperatorSetChanges {
  std::string domain;
  std::int64_t version = 0;
  std::optional<std::string> released;  ///< the date of the ONNX release that brought it
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::int64_t deprecated = 0;

  [[nodiscard]] std::int64_t total() const { return added + updated + deprecated; }
};

struct OperatorChange {
  std::string history;  ///< who counted: "published", "changelog"
  std::string domain;
  std::int64_t version = 0;
  std::string operator_name;
  std::string change;  ///< "added", "updated" or "deprecated"
};

/// Writes operator sets and their changes, within the caller's transaction. What is known already
/// is left as it is.
class OperatorHistoryWriter {
 public:
  explicit OperatorHistoryWriter(Database& database);

  /// @return false where the set is known with another release date
  bool add_set(const std::string& domain, std::int64_t version,
               const std::optional<std::string>& released);
  /// @return false where the change was known
  bool add_change(const OperatorChange& change);

 private:
  Statement insert_set_;
  Statement insert_change_;
  Statement find_set_;
};

/// The histories of which the study has changes, by name.
[[nodiscard]] std::vector<std::string> operator_histories(Database& database);

/// The operator sets of which a history has changes, in the default domain, by version.
[[nodiscard]] std::vector<OperatorSetChanges> operator_set_changes(Database& database,
                                                                   const std::string& history);

/// The changes of one operator set, by history and operator.
[[nodiscard]] std::vector<OperatorChange> operator_changes(Database& database,
                                                           std::int64_t version);

/// The dates of the ONNX releases that the study knows, ascending.
[[nodiscard]] std::vector<std::string> release_dates(Database& database);

/// For each issue whose date, or whose newest release, is known: the date of the newest ONNX
/// release that is not later than the day on which the issue was opened; "none" where there is
/// none.
struct IssueRelease {
  std::int64_t issue_id = 0;
  std::string release;
};

/// Ordered by issue id.
[[nodiscard]] std::vector<IssueRelease> issue_releases(Database& database);

}  // namespace faultline::data
