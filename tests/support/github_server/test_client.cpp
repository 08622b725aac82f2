#include "support/github_server/test_client.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace faultline::test {

using nlohmann::json;

namespace {

const httplib::Headers kWithToken{{"Authorization", "Bearer secret"}};

}  // namespace

TestClient::TestClient(const GithubServer& server)
    : base_url_(server.base_url()), client_("127.0.0.1", server.port()) {
  client_.set_keep_alive(true);
  client_.set_tcp_nodelay(true);
  client_.set_read_timeout(std::chrono::milliseconds{500});
}

httplib::Result TestClient::get(const std::string& target, const httplib::Headers& headers) {
  const bool whole = target.starts_with(base_url_);
  return client_.Get(whole ? target.substr(base_url_.size()) : target, headers);
}

json TestClient::get_json(const std::string& target) {
  const httplib::Result result = get(target, kWithToken);
  REQUIRE(result);
  REQUIRE(result->status == 200);
  return json::parse(result->body);
}

std::vector<json> TestClient::get_all(const std::string& target) {
  std::vector<json> all;
  for (std::string next = target; !next.empty();) {
    const httplib::Result result = get(next, kWithToken);
    REQUIRE(result);
    REQUIRE(result->status == 200);
    for (json& entry : json::parse(result->body)) all.push_back(entry);
    next = linked(result->get_header_value("link"), "next");
  }
  return all;
}

httplib::Result TestClient::post(const std::string& query, const json& variables) {
  const json body{{"query", query}, {"variables", variables}};
  return client_.Post("/graphql", kWithToken, body.dump(), "application/json");
}

json TestClient::graphql(const std::string& query, const json& variables) {
  const httplib::Result result = post(query, variables);
  REQUIRE(result);
  REQUIRE(result->status == 200);
  return json::parse(result->body);
}

std::string linked(const std::string& link, const std::string& relation) {
  for (const std::string& entry : split(link, ',')) {
    if (entry.find("rel=\"" + relation + "\"") == std::string::npos) continue;
    const std::size_t begin = entry.find('<') + 1;
    return entry.substr(begin, entry.find('>') - begin);
  }
  return {};
}

}  // namespace faultline::test
