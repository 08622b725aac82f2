#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/github/timeline_page.h"
#include "data/collection_store.h"
#include "data/collections.h"
#include "data/pending.h"

namespace faultline::collectors {

/// How many issues a run brought.
struct Tally {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t gone = 0;
};

/// Stores what answers say of one repository's issues, and notes in the queue what must still be
/// asked for. It is all that collecting and replaying do with an answer: what it does depends on
/// the answer and the database alone, so that the same answers in the same order give the same
/// rows.
class IssueIntake {
 public:
  /// @param api  whose questions the queue is to hold: "rest" or "graphql"
  IssueIntake(data::Database& database, std::int64_t repository_id, std::string api);

  /// Whether an issue of a list is for the study: it passes the filter, or was collected before.
  [[nodiscard]] bool wants(const data::CollectedIssue& issue, const data::IssueFilter& filter);

  /// Whether the issue was read whole since it was updated, or is being read.
  [[nodiscard]] bool is_up_to_date(const data::CollectedIssue& issue);

  /// Stores an issue's own fields; whatever was pending of it begins anew.
  void begin_issue(const data::CollectedIssue& issue, const std::string& read_at);

  /// Notes a list of the issue that is still to be read: 'comments' or 'timeline'.
  void expect(std::int64_t number, const std::string& kind, const std::optional<std::string>& node,
              const std::string& next);

  /// Stores a page of the timeline: the first one, or the one that the queue expects.
  /// @param next  where the next page is, if there is one
  void take_timeline(std::int64_t number, const TimelinePage& page,
                     const std::optional<std::string>& node, const std::optional<std::string>& next,
                     const std::string& read_at);

  /// Stores a page of comments, likewise.
  void take_comments(std::int64_t number, const std::vector<data::CollectedComment>& comments,
                     const std::optional<std::string>& next, const std::string& read_at);

  /// Stores that an issue is no longer there: 'deleted' or 'transferred'.
  void take_gone(std::int64_t number, std::string_view gone);

  /// Gives up a question about an issue that cannot be answered.
  void forget_issue(std::int64_t number);

  /// Stores what an answer says about a fix itself, with the beginning of its files.
  void take_fix(const data::FixName& name, const data::Fix& facts,
                const std::optional<std::string>& node, const std::optional<std::string>& next,
                const std::string& read_at);
  /// Stores a further page of its files.
  void take_files(const data::FixName& name, const FilePage& page,
                  const std::optional<std::string>& next, const std::string& read_at);

  /// Notes that REST is still to be asked which pull request a commit belongs to.
  void expect_pull_request(const data::FixName& commit, const std::string& next);
  void take_pull_request(const data::FixName& commit, std::optional<std::int64_t> pull_request);

  /// Gives up an issue's reading and asks for it as a whole.
  void restart_issue(std::int64_t number);

  /// Asks for issues once more.
  void ask_again(const std::vector<data::IssueNode>& issues);

  /// Rows written so far, those of the queue included.
  [[nodiscard]] std::int64_t writes() const { return store_.changes() + pending_.changes(); }
  [[nodiscard]] const Tally& tally() const { return tally_; }
  [[nodiscard]] data::CollectionStore& store() { return store_; }
  [[nodiscard]] data::PendingQueue& pending() { return pending_; }

 private:
  [[nodiscard]] data::Pending expected(std::int64_t number, const std::string& kind,
                                       const std::optional<std::string>& node);
  void go_on(data::Pending row, const std::optional<std::string>& next);
  void finish_if_whole(std::int64_t number, std::int64_t issue_id, const std::string& read_at);
  void note_change(std::int64_t issue_id, std::int64_t changes_before);

  std::int64_t repository_id_;
  std::string api_;
  data::CollectionStore store_;
  data::PendingQueue pending_;
  Tally tally_;
  std::set<std::int64_t> counted_;  ///< issues that are in the tally
};

/// A fix's name as the queue writes it, "pull-request onnx/onnx 12", and back.
[[nodiscard]] std::string fix_subject(const data::FixName& name);
[[nodiscard]] data::FixName parse_fix_subject(const std::string& subject);

}  // namespace faultline::collectors
