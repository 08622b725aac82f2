#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/statement_cache.h"

namespace faultline::data {

/// Something that a collection knows it still has to ask for; see the table of that name.
struct Pending {
  std::int64_t id = 0;
  std::int64_t repository_id = 0;
  std::string api = {};
  std::string kind = {};
  std::string subject = {};
  std::optional<std::string> node_id = {};
  std::optional<std::string> next = {};
  std::int64_t seen = 0;
  std::string seen_comments = {};
};

/// What is still to be asked for, in the database, so that an interrupted run goes on with it.
class PendingQueue {
 public:
  explicit PendingQueue(Database& database) : statement_(database) {}

  /// Adds it, or, where the same is there already, starts it anew.
  void add(const Pending& pending);
  /// The oldest ones of a kind.
  [[nodiscard]] std::vector<Pending> oldest(std::int64_t repository_id, std::string_view kind,
                                            std::int64_t limit);
  [[nodiscard]] std::optional<Pending> find(std::int64_t repository_id, std::string_view kind,
                                            std::string_view subject);
  [[nodiscard]] std::int64_t count(std::int64_t repository_id, std::string_view kind);
  /// How many issues have a part that is still to be read.
  [[nodiscard]] std::int64_t unread_issues(std::int64_t repository_id);
  /// Whether a part of the issue is still to be read.
  [[nodiscard]] bool has_issue(std::int64_t repository_id, std::int64_t number);
  /// Stores where to go on.
  void go_on(const Pending& pending);
  void remove(const Pending& pending);

  /// Rows written since the queue was made.
  [[nodiscard]] std::int64_t changes() const { return changes_; }

  /// Turns what another API began into questions that this one can ask: issues and fixes whole.
  void hand_over(std::int64_t repository_id, std::string_view api);

 private:
  void run(Statement& statement) { changes_ += statement.run(); }

  StatementCache statement_;
  std::int64_t changes_ = 0;
};

}  // namespace faultline::data
