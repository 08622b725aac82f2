#pragma once

#include <map>
#include <optional>
#include <string>

#include "support/github_server/answer.h"
#include "support/github_server/limits.h"
#include "support/github_server/rest_page.h"
#include "support/github_server/server.h"
#include "support/github_server/world.h"

namespace faultline::test {

/// What came over the wire.
struct Question {
  bool graphql = false;
  std::string root;  ///< of the REST API as the asker sees it
  std::string path;
  std::map<std::string, std::string> query;
  std::string body;
  std::optional<std::string> authorization;
  std::optional<std::string> user_agent;
  std::optional<std::string> if_none_match;
};

/// Turns a request into GitHub's answer: who may ask, limits, headers and ETags around the REST and
/// the GraphQL API. Knows neither sockets nor threads: its caller sees to it that one request is
/// answered at a time.
class Github {
 public:
  Github(World world, ServerOptions options);

  [[nodiscard]] Answer answer(const Question& question);
  /// The answer of a GitHub that is hit by the fault; kinds that happen below HTTP are the
  /// caller's.
  [[nodiscard]] Answer faulty_answer(Fault fault, const Question& question);

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] std::int64_t points() const { return points_; }
  void reset_points() { points_ = 0; }

 private:
  [[nodiscard]] Answer rest(const Question& question);
  [[nodiscard]] Answer graphql(const Question& question);
  [[nodiscard]] std::optional<Answer> refusal(const Question& question) const;
  [[nodiscard]] Answer over_limit(const std::string& resource, const Question& question);
  [[nodiscard]] Moment now() const;
  void add_limit_headers(Answer& answer, const std::string& resource, const Question& question);

  World world_;
  ServerOptions options_;
  LimitCounter limits_;
  std::int64_t points_ = 0;
  std::int64_t answers_ = 0;
};

}  // namespace faultline::test
