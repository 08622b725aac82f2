#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/http.h"
#include "base/random.h"
#include "collectors/github/github_endpoint.h"
#include "collectors/github/judge_answer.h"
#include "collectors/github/rate_limit.h"
#include "collectors/github/token.h"
#include "collectors/github/waiter.h"

namespace faultline::collectors {

/// What REST answered. The body of a 2xx answer is well-formed JSON.
struct GithubAnswer {
  int status = 0;   ///< 2xx, 304, or one that says something of the thing asked for: 404 (unknown,
                    ///< deleted), 409, 410 (deleted, switched off), 422 (no such commit), 451
  std::string url;  ///< the whole URL that was asked for
  std::string body;
  std::optional<std::string> etag;
  std::optional<std::string> link;      ///< the header `Link` as it came
  std::optional<std::string> next_url;  ///< the next page; always of the same server
  std::optional<std::string> moved_to;  ///< where redirects led: the repository has a new name
  bool not_modified = false;            ///< the page is as it was when its ETag was given
  std::string received_at;

  [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

/// What GraphQL could not tell of one part of a query: the rest of the answer holds.
struct GraphqlProblem {
  std::string type;     ///< "NOT_FOUND", "FORBIDDEN"; empty where GitHub gives none
  std::string message;  ///< GitHub's sentence
  std::string path;     ///< the part, as "nodes.3.source"; empty where GitHub gives none
};

/// What GraphQL answered.
// NOLINTNEXTLINE(bugprone-exception-escape): JSON moves without throwing, but does not say so
struct GraphqlAnswer {
  /// GitHub could not compute so much in one answer: ask for smaller pages. Everything else is then
  /// empty.
  bool too_much = false;
  nlohmann::json data;  ///< the member `data`: an object
  std::vector<GraphqlProblem> problems;
  std::string request;  ///< query and variables as they were sent, as JSON
  std::string body;     ///< the whole answer as it came
  std::string received_at;
};

/// Whether whoever asks GraphQL can ask for less.
enum class PageSize {
  kReducible,  ///< a query that is too much is answered by GraphqlAnswer::too_much, at once
  kSmallest,   ///< it is tried again like any other fault
};

/// What a run has cost so far.
struct GithubCosts {
  std::int64_t requests = 0;        ///< sent, those that failed included
  std::int64_t points = 0;          ///< of the limit an hour: one for REST, GraphQL's own count
  std::int64_t waited_seconds = 0;  ///< in pauses
};

/// Asks GitHub politely: one request after another, within its primary and secondary rate limits,
/// and again after faults that pass (no connection, an answer cut short, 5xx, HTML for JSON, a
/// timeout of GraphQL), with growing pauses and a limited number of tries.
///
/// Both ways to ask throw
/// - Error (stopped) where the last try failed, the user interrupted, or GitHub wants a pause of
///   more than two hours: what was stored before stays, and a later run can go on;
/// - Error (input) where the token is not accepted or may not read this, or the server does not
///   answer as a GitHub does;
/// - Error (failure) where the answer cannot be had by trying again: a certificate that is not
///   trusted, a redirect or next page on another host, a query that GitHub does not understand.
///
/// Source: GitHub Docs, "Rate limits for the REST API", "Rate limits and query limits for the
/// GraphQL API", "Best practices for using the REST API".
class GithubClient {
 public:
  /// @param http, clock, waiter, random  outlive the client
  /// @param random  the jitter of pauses
  /// @throws Error (input) where the token would be sent in the clear: the endpoint is neither
  /// https
  ///         nor loopback
  GithubClient(Http& http, const Clock& clock, Waiter& waiter, Random& random,
               GithubEndpoint endpoint, std::optional<Token> token);

  /// @param path_or_url  "/repos/onnx/onnx/issues?per_page=100", or an answer's `next_url`
  /// @param etag         of the copy that the caller has of this very page
  [[nodiscard]] GithubAnswer get(const std::string& path_or_url,
                                 const std::optional<std::string>& etag = {});

  /// Needs a token. Where the query asks for `rateLimit { cost remaining resetAt }`, the client
  /// reads it.
  [[nodiscard]] GraphqlAnswer graphql(const std::string& query, const nlohmann::json& variables,
                                      PageSize page_size = PageSize::kReducible);

  [[nodiscard]] const GithubCosts& costs() const { return costs_; }
  [[nodiscard]] const GithubEndpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] bool has_token() const { return token_.has_value(); }

  /// The time on GitHub's clock; no value before its first answer.
  [[nodiscard]] std::optional<Moment> server_now() { return limits_.server_now(); }

  /// Points left of the limit an hour, as GitHub last said.
  [[nodiscard]] std::optional<std::int64_t> points_left() const { return limits_.points_left(); }

 private:
  struct Exchange;

  [[nodiscard]] HttpRequest request_for(const std::string& method, const std::string& url) const;
  HttpResponse ask(Exchange& exchange);
  void handle(Exchange& exchange, const Judgement& judgement, const HttpResponse* response);
  void pause(const Pause& pause);

  Http& http_;
  const Clock& clock_;
  Waiter& waiter_;
  RateLimits limits_;
  GithubEndpoint endpoint_;
  std::optional<Token> token_;
  GithubCosts costs_;
  std::chrono::milliseconds waited_{0};
  bool answered_ = false;  ///< whether the server ever answered as a GitHub does
};

}  // namespace faultline::collectors
