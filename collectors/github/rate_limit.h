#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/http.h"
#include "base/random.h"
#include "collectors/github/waiter.h"

namespace faultline::collectors {

/// What GitHub counts requests against, by its own names ("core", "search", "graphql"): each has
/// its own limit an hour or minute.
using RateResource = std::string;

/// Reads "Sun, 06 Nov 1994 08:49:37 GMT"; no value for anything else. Source: RFC 9110, 5.6.7.
[[nodiscard]] std::optional<Moment> parse_http_date(const std::string& text);

/// Whether an answer says that a limit is exceeded, primary or secondary, and not that something is
/// forbidden: 429, and of 403 those with `retry-after`, no points left, or a message about limits.
[[nodiscard]] bool is_rate_limited(const HttpResponse& response);

/// Knows when the next request may be sent.
///
/// - Primary limits: no request while an answer's `x-ratelimit-remaining` is used up, until
///   `x-ratelimit-reset`. The server's clock is read from its header `Date`, so that a wrong clock
///   here does not matter; a reset more than an hour ahead is not believed.
/// - Secondary limits: at most 900 REST and 2,000 GraphQL requests in any minute, each one point.
/// - A refusal is followed by what `retry-after` says, or by a wait for the reset where no points
///   are left, or else by at least one minute, twice as long after each further refusal, and up to
///   a quarter more by chance, so that many clients do not come back together.
/// - A fault is followed by a second, then two, four, ..., up to a quarter more by chance.
///
/// Source: GitHub Docs, "Rate limits for the REST API" (exceeding the rate limit; calculating
/// points for the secondary rate limit) and "Rate limits and query limits for the GraphQL API".
class RateLimits {
 public:
  /// @param clock, random  outlive the object
  /// @param paced  whether the limits a minute are kept: not for a server of this machine, which
  ///               says its limits by its answers
  RateLimits(const Clock& clock, Random& random, bool paced);

  /// The pause that is due before a request; no value where it may be sent now.
  [[nodiscard]] std::optional<Pause> before_request(const RateResource& resource);

  void sent(const RateResource& resource);
  void received(const RateResource& resource, const HttpResponse& response);
  /// What GraphQL's `rateLimit` says beside the headers.
  void received_graphql(std::int64_t cost, std::optional<std::int64_t> remaining,
                        std::optional<Moment> reset);
  /// Must be told of each pause that was waited for.
  void waited(const Pause& pause);

  /// @param times  refusals of this request so far, from 1
  [[nodiscard]] Pause after_refusal(const HttpResponse& response, int times);

  /// @param times  failed tries of this request so far, from 1
  /// @param response  where one came
  [[nodiscard]] Pause after_fault(const HttpResponse* response, int times);

  /// The time on the server's clock; no value while no answer has told it.
  [[nodiscard]] std::optional<Moment> server_now();

  /// Of the resource that GitHub spoke of last.
  [[nodiscard]] std::optional<std::int64_t> points_left() const { return points_left_; }

 private:
  struct Budget {
    std::int64_t remaining = 0;
    std::int64_t cost = 1;        ///< of the last request
    std::optional<Moment> reset;  ///< on the clock here
  };

  [[nodiscard]] Moment now();
  [[nodiscard]] Pause pause(std::chrono::milliseconds length, std::string reason);
  [[nodiscard]] std::optional<Moment> local_time(std::optional<Moment> of_server);
  [[nodiscard]] std::chrono::milliseconds backoff(std::chrono::milliseconds first, int times);
  std::deque<Moment>& window(const RateResource& resource);

  const Clock& clock_;
  Random& random_;
  bool paced_;
  Moment latest_{};  ///< the clock, which never goes back and, if it stands, goes on by each pause
  std::optional<std::chrono::milliseconds> server_ahead_;  ///< known once an answer had a date
  std::map<RateResource, Budget> budgets_;
  std::deque<Moment> rest_window_;
  std::deque<Moment> graphql_window_;
  std::optional<std::int64_t> points_left_;
};

}  // namespace faultline::collectors
