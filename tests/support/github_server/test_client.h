#pragma once

#include <httplib.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/github_server/server.h"

namespace faultline::test {

/// Asks the local GitHub over real HTTP.
class TestClient {
 public:
  explicit TestClient(const GithubServer& server);

  /// @param target  a path, or a whole address of this server
  [[nodiscard]] httplib::Result get(const std::string& target,
                                    const httplib::Headers& headers = {});
  /// The answer's JSON; fails the test where the status is not 200.
  [[nodiscard]] nlohmann::json get_json(const std::string& target);
  /// All entries of a list, over all pages that `Link` names.
  [[nodiscard]] std::vector<nlohmann::json> get_all(const std::string& target);

  [[nodiscard]] httplib::Result post(const std::string& query,
                                     const nlohmann::json& variables = nlohmann::json::object());
  [[nodiscard]] nlohmann::json graphql(const std::string& query,
                                       const nlohmann::json& variables = nlohmann::json::object());

 private:
  std::string base_url_;
  httplib::Client client_;
};

/// The address that a Link header names for a relation; empty where it names none.
[[nodiscard]] std::string linked(const std::string& link, const std::string& relation);

}  // namespace faultline::test
