#include <doctest/doctest.h>

#include "support/github_server/faults.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/test_client.h"

namespace faultline::test {

namespace {

using nlohmann::json;

constexpr const char* kRepository = "/repos/pytorch/pytorch";
constexpr const char* kQuery =
    R"({ repository(owner: "pytorch", name: "pytorch") { issues(first: 10) { nodes { id } } } })";

/// A server whose first request is hit.
GithubServer server_with(Fault fault) {
  ServerOptions options;
  options.faults.at[1] = fault;
  options.pause = std::chrono::seconds{7};
  return GithubServer(generate_world({.issues = 12, .pull_requests = 3}), options);
}

}  // namespace

TEST_CASE("faults of HTTP have GitHub's status and headers") {
  struct Case {
    Fault fault;
    int status;
    const char* retry_after;
    const char* type;
  };
  constexpr const char* kJson = "application/json; charset=utf-8";
  constexpr const char* kHtml = "text/html; charset=utf-8";
  for (const auto& [fault, status, retry_after, type] :
       {Case{Fault::kServerError, 500, "", kJson}, Case{Fault::kBadGateway, 502, "", kHtml},
        Case{Fault::kSecondaryLimit, 403, "", kJson},
        Case{Fault::kSecondaryLimitWithPause, 403, "7", kJson},
        Case{Fault::kTooManyRequests, 429, "7", kJson}, Case{Fault::kEmptyBody, 200, "", kJson},
        Case{Fault::kHtml, 200, "", kHtml}}) {
    CAPTURE(name_of(fault));
    const GithubServer server = server_with(fault);
    TestClient client(server);

    const auto answer = client.get(kRepository);

    REQUIRE(answer);
    CHECK(answer->status == status);
    CHECK(answer->get_header_value("retry-after") == retry_after);
    if (fault != Fault::kEmptyBody) CHECK(answer->get_header_value("content-type") == type);
    CHECK(answer->body.empty() == (fault == Fault::kEmptyBody));
    CHECK(client.get(kRepository)->status == 200);
  }
}

TEST_CASE("an exhausted limit is told with the time of its end, and holds until then") {
  FixedClock clock(*parse_iso8601("2026-01-01T00:00:00Z"));
  ServerOptions options;
  options.faults.at[1] = Fault::kPrimaryLimit;
  options.pause = std::chrono::seconds{60};
  options.now = [&] { return clock.now(); };
  const GithubServer server(generate_world({}), options);
  TestClient client(server);

  const auto hit = client.get(kRepository);
  const auto again = client.get(kRepository);
  clock.set(*parse_iso8601("2026-01-01T00:01:00Z"));

  CHECK(hit->status == 403);
  CHECK(hit->get_header_value("x-ratelimit-remaining") == "0");
  CHECK(hit->get_header_value("x-ratelimit-reset") == "1767225660");
  CHECK(again->status == 403);
  CHECK(client.get(kRepository)->status == 200);
}

TEST_CASE("a truncated, reset or stalled answer does not come whole, and the next one does") {
  for (const Fault fault : {Fault::kTruncated, Fault::kReset, Fault::kStall}) {
    CAPTURE(name_of(fault));
    const GithubServer server = server_with(fault);
    TestClient client(server);

    const auto answer = client.get(kRepository);
    const auto next = client.get(kRepository);

    CHECK_FALSE(answer);
    REQUIRE(next);
    CHECK(next->status == 200);
  }
}

TEST_CASE("invalid JSON is the beginning of the answer") {
  const GithubServer server = server_with(Fault::kInvalidJson);
  TestClient client(server);

  const auto answer = client.get(kRepository);

  CHECK(answer->status == 200);
  CHECK_FALSE(answer->body.empty());
  CHECK_FALSE(json::accept(answer->body));
}

TEST_CASE("a timeout of GraphQL leaves some of the data, a failure none") {
  const GithubServer late = server_with(Fault::kGraphqlTimeout);
  const GithubServer failed = server_with(Fault::kGraphqlFailure);
  const GithubServer gateway = server_with(Fault::kGraphqlBadGateway);

  const json partial = TestClient(late).graphql(kQuery);
  const json nothing = TestClient(failed).graphql(kQuery);

  const json& nodes = partial.at("data").at("repository").at("issues").at("nodes");
  CHECK(nodes.at(0).is_object());
  CHECK(nodes.at(9).is_null());
  CHECK(partial.contains("errors"));
  CHECK(nothing.at("data").is_null());
  CHECK(nothing.contains("errors"));
  CHECK(TestClient(gateway).post(kQuery)->status == 502);
}

TEST_CASE("every so many-th request is hit, by each kind in turn, GraphQL's own only there") {
  FaultPlan plan;
  plan.every = 3;
  plan.kinds = {Fault::kServerError, Fault::kGraphqlFailure, Fault::kReset};
  FaultSequence rest(plan);
  FaultSequence graphql(plan);

  std::vector<std::optional<Fault>> of_rest;
  std::vector<std::optional<Fault>> of_graphql;
  for (int i = 1; i <= 9; ++i) {
    const auto rest_fault = rest.next(false);
    const auto graphql_fault = graphql.next(true);
    if (i % 3 == 0) {
      of_rest.push_back(rest_fault);
      of_graphql.push_back(graphql_fault);
    } else {
      CHECK_FALSE(rest_fault);
      CHECK_FALSE(graphql_fault);
    }
  }

  CHECK(of_rest ==
        std::vector<std::optional<Fault>>{Fault::kServerError, Fault::kReset, Fault::kServerError});
  CHECK(of_graphql == std::vector<std::optional<Fault>>{Fault::kServerError, Fault::kGraphqlFailure,
                                                        Fault::kReset});
}

TEST_CASE("every fault has a name by which it is found") {
  for (const Fault fault : all_faults()) CHECK(fault_of(name_of(fault)) == fault);
  CHECK_FALSE(fault_of("earthquake"));
}

TEST_CASE("requests are logged as they came, with their answers' status and fault") {
  GithubServer server = server_with(Fault::kServerError);
  TestClient client(server);

  static_cast<void>(client.get("/repos/pytorch/pytorch/issues?per_page=5"));
  static_cast<void>(client.post(kQuery));
  const std::vector<LoggedRequest> log = server.log();
  const ServerCounters counters = server.counters();
  server.reset_log();

  REQUIRE(log.size() == 2);
  CHECK(log[0].target == "/repos/pytorch/pytorch/issues?per_page=5");
  CHECK(log[0].status == 500);
  CHECK(log[0].fault == Fault::kServerError);
  CHECK(log[1].method == "POST");
  CHECK(log[1].body.find("issues(first: 10)") != std::string::npos);
  CHECK(counters.requests == 2);
  CHECK(counters.rest == 1);
  CHECK(counters.graphql == 1);
  CHECK(counters.most_at_once == 1);
  CHECK(server.log().empty());
}

}  // namespace faultline::test
