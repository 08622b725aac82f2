#include "support/github_server/limits.h"

#include <algorithm>
#include <limits>

namespace faultline::test {

namespace {

std::int64_t epoch_seconds(Moment moment) {
  return std::chrono::ceil<std::chrono::seconds>(moment.time_since_epoch()).count();
}

}  // namespace

std::int64_t LimitCounter::limit(const std::string& resource, bool has_token) const {
  if (resource == "graphql") return limits_.graphql;
  if (resource == "search") return limits_.search;
  return has_token ? limits_.core : limits_.core_without_token;
}

LimitCounter::Window& LimitCounter::window(const std::string& resource, Moment now) {
  Window& window = windows_[resource];
  if (now >= window.reset) window = {0, now + limits_.window};
  return window;
}

bool LimitCounter::use(const std::string& resource, std::int64_t points, bool has_token,
                       Moment now) {
  Window& window = this->window(resource, now);
  if (window.used + points > limit(resource, has_token)) return false;
  window.used += points;
  return true;
}

void LimitCounter::give_back(const std::string& resource, std::int64_t points) {
  windows_[resource].used -= points;
}

void LimitCounter::exhaust(const std::string& resource, Moment until) {
  windows_[resource] = {std::numeric_limits<std::int32_t>::max(), until};
}

std::vector<std::pair<std::string, std::string>> LimitCounter::headers(const std::string& resource,
                                                                       bool has_token, Moment now) {
  const Window& window = this->window(resource, now);
  const std::int64_t most = limit(resource, has_token);
  const std::int64_t used = std::min(most, window.used);
  return {{"x-ratelimit-limit", std::to_string(most)},
          {"x-ratelimit-remaining", std::to_string(most - used)},
          {"x-ratelimit-used", std::to_string(used)},
          {"x-ratelimit-reset", std::to_string(epoch_seconds(window.reset))},
          {"x-ratelimit-resource", resource}};
}

nlohmann::json LimitCounter::body(bool has_token, Moment now) {
  nlohmann::json resources;
  for (const char* resource : {"core", "search", "graphql"}) {
    const Window& window = this->window(resource, now);
    const std::int64_t most = limit(resource, has_token);
    const std::int64_t used = std::min(most, window.used);
    resources[resource] = {{"limit", most},
                           {"used", used},
                           {"remaining", most - used},
                           {"reset", epoch_seconds(window.reset)}};
  }
  return {{"rate", resources["core"]}, {"resources", resources}};
}

nlohmann::json LimitCounter::fields(std::int64_t cost, std::int64_t nodes, Moment now) {
  const Window& window = this->window("graphql", now);
  const std::int64_t used = std::min(limits_.graphql, window.used);
  const Moment reset{std::chrono::seconds{epoch_seconds(window.reset)}};
  return {{"cost", cost},
          {"limit", limits_.graphql},
          {"nodeCount", nodes},
          {"remaining", limits_.graphql - used},
          {"resetAt", to_iso8601(reset)},
          {"used", used}};
}

}  // namespace faultline::test
