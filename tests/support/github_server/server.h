#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "support/github_server/faults.h"
#include "support/github_server/limits.h"
#include "support/github_server/rest_page.h"
#include "support/github_server/world.h"

namespace faultline::test {

/// One request that the server received.
struct LoggedRequest {
  std::string method;
  std::string target;  ///< path with query, as it came
  std::string body;
  int status = 0;
  std::optional<Fault> fault;
};

struct ServerOptions {
  std::chrono::milliseconds delay{0};  ///< before each answer
  /// What the header `authorization` must hold; none: requests without a token are answered, and
  /// those with one as well.
  std::optional<std::string> token;
  bool anonymous = true;  ///< whether REST answers without a token where one is expected
  RateLimits limits;
  FaultPlan faults;
  LinkStyle issue_links = LinkStyle::kPages;  ///< of the list of a repository's issues
  std::chrono::milliseconds stall{60000};     ///< how long a stalled answer is held
  std::chrono::seconds pause{1};              ///< what `retry-after` and an exhausted limit ask for
  /// GraphQL answers with more objects than these end in a timeout, as on a busy day; 0: never.
  std::int64_t graphql_objects = 0;
  int port = 0;  ///< 0: one that is free
  /// What time it is for limits; the machine's clock where empty.
  std::function<Moment()> now;
};

struct ServerCounters {
  std::int64_t requests = 0;
  std::int64_t rest = 0;
  std::int64_t graphql = 0;
  std::int64_t not_modified = 0;
  std::int64_t faults = 0;
  std::int64_t points = 0;        ///< what GitHub would have counted, REST and GraphQL
  std::int64_t most_at_once = 0;  ///< requests that were under way at the same time
};

/// A GitHub on 127.0.0.1 that answers REST (at the root and below /api/v3) and GraphQL (at /graphql
/// and /api/graphql) over a world, in a thread of its own, from construction until destruction. Its
/// members may be called from any thread.
class GithubServer {
 public:
  /// @throws Error (failure) where it cannot listen
  explicit GithubServer(World world, ServerOptions options = {});
  GithubServer(const GithubServer&) = delete;
  GithubServer& operator=(const GithubServer&) = delete;
  ~GithubServer();

  /// "http://127.0.0.1:40123"
  [[nodiscard]] std::string base_url() const;
  [[nodiscard]] int port() const;

  /// The world for reading; not while another thread changes it.
  [[nodiscard]] const World& world() const;
  /// Changes the world between two answers.
  void change(const std::function<void(World&)>& change);
  /// Follows another plan from the next request on, which is then the first.
  void plan_faults(FaultPlan plan);

  [[nodiscard]] ServerCounters counters() const;
  [[nodiscard]] std::vector<LoggedRequest> log() const;
  /// Forgets the log and the counters.
  void reset_log();

 private:
  class Listener;

  std::unique_ptr<Listener> listener_;
};

}  // namespace faultline::test
