#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collectors/github/collection_session.h"
#include "collectors/github/issue_source.h"

namespace faultline::collectors {

/// How far the collection of one converter is.
struct CollectionProgress {
  std::string converter = {};
  std::int64_t done = 0;      ///< issues that the study holds whole, but for their fixes
  std::int64_t expected = 0;  ///< issues that GitHub says there are
  std::int64_t fixes_to_read = 0;
  std::int64_t requests = 0;
  double issues_per_minute = 0;
  std::optional<std::int64_t> seconds_left = {};
  std::optional<std::int64_t> points_left = {};
};

struct CollectionOptions {
  std::string api = {};  ///< "graphql" or "rest"
  bool full = false;     ///< ask about every issue, changed or not
  bool keep = true;      ///< keep the answers
};

/// The collection of one converter's issues: goes on where an interrupted one stopped; asks for all
/// issues the first time, later for what changed since.
///
/// GitHub does not touch an issue when a pull request that mentions it is merged, so a later run
/// also asks what became of open references; and since what is deleted, transferred or no longer
/// passes the filter is in no list, it compares the number of issues with GitHub's and looks for
/// the difference.
class RepositoryCollection {
 public:
  /// @param database, client, clock  outlive the collection
  /// @param show  told of progress after each answer
  RepositoryCollection(data::Database& database, GithubClient& client, const Clock& clock,
                       data::Repository repository, data::ConverterProtocol protocol,
                       CollectionOptions options,
                       std::function<void(const CollectionProgress&)> show);
  ~RepositoryCollection();
  RepositoryCollection(const RepositoryCollection&) = delete;
  RepositoryCollection& operator=(const RepositoryCollection&) = delete;

  /// Asks for the repository and checks the protocol against it; changes nothing.
  /// @throws Error (input) for an unknown repository, and for labels that it does not have
  void prepare();

  /// Collects. What was stored stays when it throws.
  void run();

  [[nodiscard]] const data::ConverterProtocol& protocol() const { return protocol_; }
  /// What the user should know, as sentences.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  [[nodiscard]] const Tally& tally() const { return session_->tally(); }
  [[nodiscard]] GithubCosts costs() const { return session_->costs(); }

 private:
  [[nodiscard]] data::CollectionRun plan_run();
  void check_labels();
  void read_list();
  void read_all_pending();
  void find_gone();
  void show_progress();

  data::Database& database_;
  GithubClient& client_;
  const Clock& clock_;
  data::Repository repository_;
  data::ConverterProtocol protocol_;
  CollectionOptions options_;
  std::function<void(const CollectionProgress&)> show_;
  std::vector<std::string> notes_;
  bool labels_are_known_ = false;  ///< a finished run used the same protocol
  std::unique_ptr<CollectionSession> session_;
  std::unique_ptr<IssueSource> source_;
  RepositoryFacts facts_;
  std::int64_t held_before_ = 0;
  Moment started_;
};

}  // namespace faultline::collectors
