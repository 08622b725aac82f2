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
  std::optional<std::string> released;           ///< the date of the ONNX release that brought it
  std::optional<std::string> onnx_version = {};  ///< that release: "1.12.0"
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
  std::string change;        ///< "added", "updated" or "deprecated"
  bool is_function = false;  ///< ONNX defines the operator as a function of others
};

/// Writes operator sets and their changes, within the caller's transaction. What is known already
/// is left as it is, unless it is removed.
class OperatorHistoryWriter {
 public:
  explicit OperatorHistoryWriter(Database& database);

  /// @return false where the set is known with another release date
  bool add_set(const std::string& domain, std::int64_t version,
               const std::optional<std::string>& released);
  /// @return false where the change was known
  bool add_change(const OperatorChange& change);
  void remove_change(const OperatorChange& change);
  /// Says which release of ONNX was the first with a set; of a set that is not known, nothing.
  void set_onnx_version(const std::string& domain, std::int64_t version,
                        const std::string& onnx_version);
  /// Marks an operator that ONNX defines as a function of others.
  void mark_function(const std::string& domain, const std::string& operator_name);

 private:
  Statement insert_set_;
  Statement insert_change_;
  Statement delete_change_;
  Statement find_set_;
  Statement update_version_;
  Statement insert_function_;
};

/// The histories of which the study has changes, by name.
[[nodiscard]] std::vector<std::string> operator_histories(Database& database);

/// The operator sets of a domain of which a history has changes, by version.
[[nodiscard]] std::vector<OperatorSetChanges> operator_set_changes(
    Database& database, const std::string& history,
    const std::string& domain = std::string(kDefaultDomain));

/// The changes of a history, by domain, version, operator and change.
[[nodiscard]] std::vector<OperatorChange> operator_changes(Database& database,
                                                           const std::string& history);

/// The changes of the operator sets of one version, by history, domain and operator.
[[nodiscard]] std::vector<OperatorChange> operator_changes(Database& database,
                                                           std::int64_t version);

/// The domains of which the study has operator sets, the default one first.
[[nodiscard]] std::vector<std::string> operator_domains(Database& database);

/// What two histories say of one operator in one operator set; empty where one says nothing.
struct OperatorDifference {
  std::int64_t version = 0;
  std::string operator_name;
  std::string first;   ///< the change in the first history, "added"
  std::string second;  ///< in the second
  bool is_function = false;
};

/// Where two histories differ, in the operator sets of a domain up to the newest that both know, by
/// version and operator. A name such as "Upsample (deprecated)", as the published history has some,
/// means Upsample.
[[nodiscard]] std::vector<OperatorDifference> operator_differences(Database& database,
                                                                   const std::string& first,
                                                                   const std::string& second,
                                                                   const std::string& domain);

/// The dates of the ONNX releases that the study knows, ascending.
[[nodiscard]] std::vector<std::string> release_dates(Database& database);

/// For each issue whose date, or whose newest release, is known: the date of the newest ONNX
/// release that is not later than the day on which the issue was opened; "none" where there is
/// none.
struct IssueRelease {
  std::int64_t issue_id = 0;
  std::string release;
  std::optional<std::string> opened = {};  ///< the day, where it is known
};

/// Ordered by issue id.
[[nodiscard]] std::vector<IssueRelease> issue_releases(Database& database);

}  // namespace faultline::data
