#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "collectors/github/issue_intake.h"
#include "collectors/github/question.h"

namespace faultline::collectors {

/// An answer of REST, fresh or kept.
struct RestAnswer {
  Question question = {};
  int status = 0;
  nlohmann::json body = {};
  std::optional<std::string> next = {};  ///< where the next page is, below the server's root
  std::string received_at = {};

  [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

/// Stores what REST's answers about one repository hold.
///
/// Questions: "repository" and "closed" (the number of its closed issues), "issues" (a page of the
/// list), "issue", "comments" and "timeline" (of an issue), "gone" (what became of an
/// issue that GraphQL does not find), "fix", "files" and "pulls" (of a pull
/// request or commit), "references" (a page of another repository's list) and "patches".
class RestAnswers {
 public:
  RestAnswers(data::Database& database, IssueIntake& intake, std::int64_t repository_id);

  /// @return whether anything was written
  bool apply(const RestAnswer& answer);

  /// The latest update time in the last page of a list.
  [[nodiscard]] const std::optional<std::string>& last_updated() const { return last_updated_; }

 private:
  void apply_issues(const RestAnswer& answer);
  void apply_issue(const RestAnswer& answer);
  void begin_issue(const RestAnswer& answer, const data::CollectedIssue& issue,
                   std::int64_t comments);
  void apply_fix(const RestAnswer& answer);
  void apply_patches(const RestAnswer& answer);
  void note_reference(const std::string& repository, std::int64_t number, const std::string& state);

  data::Database& database_;
  IssueIntake& intake_;
  std::int64_t repository_id_;
  data::Popularity popularity_;
  std::optional<std::string> last_updated_;
  std::size_t patch_bytes_ = 0;  ///< of the fix whose patches are being read
};

/// How much of a fix's patches is kept.
inline constexpr std::size_t kMostPatchBytes = 1'000'000;

}  // namespace faultline::collectors
