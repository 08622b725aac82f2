#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "collectors/github/issue_intake.h"
#include "collectors/github/question.h"

namespace faultline::collectors {

/// An answer of GraphQL, fresh or kept.
struct GraphqlData {
  Question question;  ///< about: the name of the query's file
  nlohmann::json data;
  std::string received_at;
};

/// Stores what GraphQL's answers about one repository hold.
class GraphqlAnswers {
 public:
  GraphqlAnswers(data::Database& database, IssueIntake& intake, std::int64_t repository_id);

  /// @return whether anything was written
  bool apply(const GraphqlData& answer);

  /// Where the list of issues goes on after the page that was applied last.
  [[nodiscard]] const std::optional<std::string>& next() const { return next_; }
  /// The latest update time in that page.
  [[nodiscard]] const std::optional<std::string>& last_updated() const { return last_updated_; }
  /// Issues that were asked for by id and are not there: REST tells why.
  [[nodiscard]] const std::vector<std::int64_t>& missing() const { return missing_; }

 private:
  void apply_issues(const GraphqlData& answer);
  void apply_issues_by_id(const GraphqlData& answer);
  void apply_timeline_pages(const GraphqlData& answer);
  void apply_fixes(const GraphqlData& answer);
  void apply_file_pages(const GraphqlData& answer);
  void apply_states(const GraphqlData& answer);
  void take_issue(const nlohmann::json& node, const data::CollectedIssue& issue,
                  const std::string& received_at);

  data::Database& database_;
  IssueIntake& intake_;
  std::int64_t repository_id_;
  std::optional<std::string> next_;
  std::optional<std::string> last_updated_;
  std::vector<std::int64_t> missing_;
};

/// How many ids one part of the query `states` asks about.
inline constexpr std::size_t kIdsPerPart = 100;

}  // namespace faultline::collectors
