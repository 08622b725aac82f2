#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace faultline::test {

/// How much the server lets through, per resource and window.
struct RateLimits {
  std::int64_t core = 5000;  ///< REST, with a token
  std::int64_t core_without_token = 60;
  std::int64_t graphql = 5000;  ///< points
  std::int64_t search = 30;
  std::chrono::seconds window{3600};
};

/// Counts what was used of each resource. Not for use from several threads at once.
/// Source: GitHub Docs, "Rate limits for the REST API".
class LimitCounter {
 public:
  explicit LimitCounter(RateLimits limits) : limits_(limits) {}

  /// @return whether there was so much left; nothing is used where there was not
  bool use(const std::string& resource, std::int64_t points, bool has_token, Moment now);
  /// Gives back: an answer that was not modified costs nothing.
  void give_back(const std::string& resource, std::int64_t points);
  /// Nothing is left until then.
  void exhaust(const std::string& resource, Moment until);

  /// The headers `x-ratelimit-*`.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> headers(
      const std::string& resource, bool has_token, Moment now);
  /// The body of /rate_limit.
  [[nodiscard]] nlohmann::json body(bool has_token, Moment now);
  /// The fields of GraphQL's `rateLimit`.
  [[nodiscard]] nlohmann::json fields(std::int64_t cost, std::int64_t nodes, Moment now);

 private:
  struct Window {
    std::int64_t used = 0;
    Moment reset;
  };

  [[nodiscard]] std::int64_t limit(const std::string& resource, bool has_token) const;
  Window& window(const std::string& resource, Moment now);

  RateLimits limits_;
  std::map<std::string, Window> windows_;
};

}  // namespace faultline::test
