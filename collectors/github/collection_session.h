#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "collectors/github/github_client.h"
#include "collectors/github/issue_intake.h"
#include "data/collections.h"
#include "data/database.h"
#include "data/issues.h"
#include "data/responses.h"
#include "data/study_file.h"

namespace faultline::collectors {

/// One run over one repository: what both APIs' readers share. Whatever an answer changes is one
/// transaction with the answer itself, the run's cursor and its costs, so that a run that is killed
/// loses at most the answer that is on its way.
///
/// An answer that changes nothing is not kept, and a run that changes nothing leaves no trace.
class CollectionSession {
 public:
  /// @param database, client  outlive the session
  /// @param run   the run, new or gone on with
  /// @param keep    whether answers are kept
  /// @param traced  whether the run itself is stored
  CollectionSession(data::Database& database, GithubClient& client, const Clock& clock,
                    data::Repository repository, data::ConverterProtocol protocol,
                    data::CollectionRun run, bool keep, bool traced = true);

  /// Stores an answer: calls `apply`, which returns whether it wrote anything, within a
  /// transaction, and keeps the responses where it did.
  void record(const std::vector<data::Response>& responses, const std::function<bool()>& apply);

  /// Ends the run: stores that it is done, if it changed anything.
  void finish();

  /// Notes that the list of issues is stored up to this update time.
  void set_cursor(const std::string& updated_at);
  /// The update time up to which the list is stored.
  [[nodiscard]] std::optional<std::string> cursor() const;

  [[nodiscard]] data::Database& database() { return database_; }
  [[nodiscard]] GithubClient& client() { return client_; }
  [[nodiscard]] IssueIntake& intake() { return intake_; }
  [[nodiscard]] const data::ConverterProtocol& protocol() const { return protocol_; }
  [[nodiscard]] data::IssueFilter filter() const { return {protocol_.state, protocol_.labels}; }
  [[nodiscard]] std::int64_t repository_id() const { return repository_.id; }
  [[nodiscard]] const data::CollectionRun& run() const { return run_; }
  /// What this session alone brought and cost.
  [[nodiscard]] const Tally& tally() const { return intake_.tally(); }
  [[nodiscard]] GithubCosts costs() const;
  /// While other sessions use the client, what they cost is not counted here.
  void pause_costs() { paused_ = costs(); }
  void resume_costs();

  /// "owner/name" as GitHub calls it now.
  [[nodiscard]] const std::string& name() const { return name_; }
  void set_name(const std::string& name) { name_ = name; }

 private:
  void update_run();

  data::Database& database_;
  GithubClient& client_;
  const Clock& clock_;
  data::Repository repository_;
  data::ConverterProtocol protocol_;
  data::CollectionRun run_;
  data::CollectionRun begun_;  ///< the run as it was when the session began
  GithubCosts costs_before_;
  std::optional<GithubCosts> paused_;
  bool keep_;
  bool traced_;
  std::string name_;
  IssueIntake intake_;
};

/// The update time of a cursor as it is stored.
[[nodiscard]] std::optional<std::string> cursor_time(const std::optional<std::string>& cursor);

/// A second earlier, so that asking again from there misses nothing of the same second.
[[nodiscard]] std::string a_second_before(const std::string& time);

}  // namespace faultline::collectors
