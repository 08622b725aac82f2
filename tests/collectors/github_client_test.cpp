#include "collectors/github/github_client.h"

#include <doctest/doctest.h>

#include "collectors/github/http_curl.h"
#include "support/fake_world.h"
#include "support/loopback_server.h"

using faultline::Error;
using faultline::ErrorKind;
using faultline::find_header;
using faultline::FixedClock;
using faultline::Http;
using faultline::HttpHeaders;
using faultline::HttpRequest;
using faultline::HttpResponse;
using faultline::Moment;
using faultline::parse_iso8601;
using faultline::Random;
using faultline::test::answer;
using faultline::test::error_of;
using faultline::test::FakeHttp;
using faultline::test::FakeWaiter;
using faultline::test::LoopbackServer;
using faultline::test::RawServer;
using namespace faultline::collectors;  // NOLINT(google-build-using-namespace): what is tested

namespace {

using Json = nlohmann::json;

/// A client in a world where nobody sleeps.
struct World {
  explicit World(Http& network, const std::string& base_url,
                 std::optional<Token> token = Token("secret", "GITHUB_TOKEN"))
      : client(network, clock, waiter, random, github_endpoint(base_url), std::move(token)) {}

  FixedClock clock{*parse_iso8601("2024-09-16T08:30:00Z")};
  FakeWaiter waiter{clock};
  Random random{1};
  GithubClient client;
};

CurlHttp make_http() { return CurlHttp({.user_agent = "faultline/0.0.0"}); }

/// Gives its answers in turn, the last one for ever.
LoopbackServer::Handler in_turn(std::vector<HttpResponse> answers) {
  return [answers = std::move(answers), next = std::size_t{0}](const HttpRequest& /*r*/) mutable {
    return answers[std::min(next++, answers.size() - 1)];
  };
}

const HttpResponse kData = answer(200, R"({"data":{"x":1}})");

std::string graphql_error(const std::string& type, const std::string& message,
                          const std::string& data = "null") {
  return R"({"data":)" + data + R"(,"errors":[{"type":")" + type + R"(","message":")" + message +
         R"(","path":["nodes",3,"source"]}]})";
}

}  // namespace

TEST_CASE("a page comes with its ETag, its next page and the time") {
  LoopbackServer server([](const HttpRequest& request) {
    return answer(200, "[1]",
                  {{"ETag", "W/\"e\""}, {"Link", "<" + request.url + "&page=2>; rel=\"next\""}});
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const GithubAnswer page = world.client.get("/repos/o/n/issues?per_page=100");

  CHECK(page.ok());
  CHECK(page.body == "[1]");
  CHECK(page.etag == "W/\"e\"");
  CHECK(page.url == server.url() + "/repos/o/n/issues?per_page=100");
  CHECK(page.next_url == server.url() + "/repos/o/n/issues?per_page=100&page=2");
  CHECK(page.received_at == "2024-09-16T08:30:00Z");
  CHECK_FALSE(page.moved_to.has_value());
  CHECK(world.client.costs().requests == 1);
  CHECK(world.client.costs().points == 1);
}

TEST_CASE("GitHub's media type, version and the token are sent, nothing else that tells of us") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "{}"); });
  CurlHttp http = make_http();
  World world(http, server.url());

  (void)world.client.get("/x");

  const HttpHeaders headers = server.requests().at(0).headers;
  CHECK(find_header(headers, "Accept") == "application/vnd.github+json");
  CHECK(find_header(headers, "X-GitHub-Api-Version") == "2022-11-28");
  CHECK(find_header(headers, "Authorization") == "Bearer secret");
  CHECK(find_header(headers, "User-Agent") == "faultline/0.0.0");
}

TEST_CASE("without a token no authorization is sent") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "{}"); });
  CurlHttp http = make_http();
  World world(http, server.url(), std::nullopt);

  (void)world.client.get("/x");

  CHECK_FALSE(find_header(server.requests().at(0).headers, "Authorization").has_value());
}

TEST_CASE("a token is not sent in the clear") {
  FakeHttp http([](const HttpRequest& /*request*/) { return answer(200, "{}"); });

  const Error error = error_of([&http] { World world(http, "http://git.example.org"); });

  CHECK(error.message() == "a token is sent only over https, or to this machine");
  CHECK(http.requests.empty());
  CHECK_NOTHROW(World(http, "http://git.example.org", std::nullopt));
  CHECK_NOTHROW(World(http, "https://git.example.org"));
  CHECK_NOTHROW(World(http, "http://127.0.0.1:1"));
}

TEST_CASE("a page that did not change is told by its ETag and costs no point") {
  LoopbackServer server([](const HttpRequest& request) {
    return find_header(request.headers, "If-None-Match") == "\"e\"" ? answer(304, "")
                                                                    : answer(200, "[]");
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const GithubAnswer page = world.client.get("/x", "\"e\"");

  CHECK(page.not_modified);
  CHECK_FALSE(page.ok());
  CHECK(world.client.costs().requests == 1);
  CHECK(world.client.costs().points == 0);
}

TEST_CASE("what does not exist, is gone or is locked is an answer, not an error") {
  for (const int status : {404, 409, 410, 422, 451}) {
    LoopbackServer server([status](const HttpRequest& /*request*/) {
      return answer(status, R"({"message":"Not Found"})");
    });
    CurlHttp http = make_http();
    World world(http, server.url());

    const GithubAnswer page = world.client.get("/x");

    CHECK(page.status == status);
    CHECK_FALSE(page.ok());
    CHECK(world.client.costs().requests == 1);
  }
}

TEST_CASE("a repository with a new name is followed there, and told") {
  LoopbackServer server([](const HttpRequest& request) {
    return request.url == "/repos/old/name" ? answer(301, "{}", {{"Location", "/repositories/7"}})
                                            : answer(200, "{\"id\":7}");
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const GithubAnswer page = world.client.get("/repos/old/name");

  CHECK(page.body == "{\"id\":7}");
  CHECK(page.moved_to == server.url() + "/repositories/7");
  CHECK(world.client.costs().requests == 2);
}

TEST_CASE("a next page on another server is refused, not lost in silence") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(200, "[]", {{"Link", "<https://evil.example.org/x>; rel=\"next\""}});
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  CHECK(error_of([&] { (void)world.client.get("/x"); }).kind() == ErrorKind::kFailure);
}

TEST_CASE("no URL of another server is asked for") {
  FakeHttp http([](const HttpRequest& /*request*/) { return answer(200, "[]"); });
  World world(http, "https://git.example.org");

  for (const char* const url :
       {"https://evil.example.org/x", "http://git.example.org/api/v3/x",
        "http://git.example.org:443/api/v3/x", "https://git.example.org.evil.org/",
        "https://git.example.org@evil.org/", "x", ""}) {
    CAPTURE(url);
    CHECK_THROWS_AS((void)world.client.get(url), Error);
  }
  CHECK(http.requests.empty());
  CHECK(world.client.get("//evil.example.org/x").url ==
        "https://git.example.org/api/v3//evil.example.org/x");
}

TEST_CASE("faults of a server pass when it is asked again, after growing pauses") {
  const std::vector<HttpResponse> faults{
      answer(500, ""),
      answer(502, "<html>Bad Gateway</html>"),
      answer(503, R"({"message":"down"})"),
      answer(200, "<!DOCTYPE html><html>Unicorn!</html>"),
      answer(200, R"([{"number":1},{"num)"),
      answer(200, ""),
  };
  for (const HttpResponse& fault : faults) {
    LoopbackServer server(in_turn({fault, fault, answer(200, "[1]")}));
    CurlHttp http = make_http();
    World world(http, server.url());
    CAPTURE(fault.body);

    CHECK(world.client.get("/x").body == "[1]");
    REQUIRE(world.waiter.pauses.size() == 2);
    CHECK(world.waiter.pauses[0].length < world.waiter.pauses[1].length);
    CHECK(world.client.costs().requests == 3);
    CHECK(world.client.costs().waited_seconds >= 3);
    CHECK(world.client.costs().points == 1);
  }
}

TEST_CASE("an answer that breaks off is asked for again") {
  const std::string whole = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n[1]";
  RawServer server({{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n[1"},
                    {.bytes = "", .end = RawServer::End::kReset},
                    {.bytes = whole}});
  CurlHttp http = make_http();
  World world(http, server.url());

  CHECK(world.client.get("/x").body == "[1]");
  CHECK(world.waiter.pauses.size() == 2);
}

TEST_CASE("a fault that does not pass stops the run after the sixth try") {
  LoopbackServer server(in_turn({answer(200, "[]"), answer(502, "")}));
  CurlHttp http = make_http();
  World world(http, server.url());
  (void)world.client.get("/x");

  const Error error = error_of([&] { (void)world.client.get("/x"); });

  CHECK(error.kind() == ErrorKind::kStopped);
  CHECK(error.reasons().at(0).find("502") != std::string::npos);
  CHECK(server.requests().size() == 7);
}

TEST_CASE("a server that never answered is given up after the third try") {
  std::string url;
  {
    url = LoopbackServer([](const HttpRequest& /*request*/) { return answer(200, ""); }).url();
  }
  CurlHttp http = make_http();
  World world(http, url);

  const Error error = error_of([&] { (void)world.client.get("/x"); });

  CHECK(error.kind() == ErrorKind::kStopped);
  CHECK(error.reasons().size() == 1);
  CHECK(world.client.costs().requests == 3);
}

TEST_CASE("a base URL that answers something else is told as such") {
  for (const int status : {200, 404}) {
    LoopbackServer server([status](const HttpRequest& /*request*/) {
      return answer(status, "<html>Welcome!</html>");
    });
    CurlHttp http = make_http();
    World world(http, server.url());

    const Error error = error_of([&] { (void)world.client.get("/x"); });

    CHECK(error.kind() == ErrorKind::kInput);
    CHECK(error.message().find("does not answer as GitHub does") != std::string::npos);
    CHECK(error.reasons().at(0).find("HTML") != std::string::npos);
  }
}

TEST_CASE("a wrong token is told by where it came from, at once and without the secret") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(401, R"({"message":"Bad credentials"})");
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const Error error = error_of([&] { (void)world.client.get("/x"); });

  CHECK(error.kind() == ErrorKind::kInput);
  CHECK(error.message() == "GitHub does not accept the token from GITHUB_TOKEN");
  CHECK(error.reasons().at(0) == "status 401: Bad credentials");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("a permission that is missing is no rate limit") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(403, R"({"message":"Resource not accessible by personal access token"})",
                  {{"x-ratelimit-remaining", "4000"}});
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const Error error = error_of([&] { (void)world.client.get("/x"); });

  CHECK(error.message().find("may not be read") != std::string::npos);
  CHECK(world.waiter.pauses.empty());
}

TEST_CASE("a secondary limit is waited for as long as GitHub says") {
  LoopbackServer server(
      in_turn({answer(403, R"({"message":"You have exceeded a secondary rate limit"})"),
               answer(429, "{}", {{"Retry-After", "90"}}), answer(200, "[1]")}));
  CurlHttp http = make_http();
  World world(http, server.url());

  CHECK(world.client.get("/x").body == "[1]");

  REQUIRE(world.waiter.pauses.size() == 2);
  CHECK(world.waiter.pauses[0].length >= std::chrono::minutes{1});
  CHECK(world.waiter.pauses[1].length == std::chrono::seconds{90});
}

TEST_CASE("a limit without end stops the run") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(429, "{}"); });
  CurlHttp http = make_http();
  World world(http, server.url());

  CHECK(error_of([&] { (void)world.client.get("/x"); }).kind() == ErrorKind::kStopped);
  CHECK(server.requests().size() == 6);
}

TEST_CASE("no request is sent while the points are used up") {
  const auto reset = std::to_string(
      std::chrono::floor<std::chrono::seconds>(*parse_iso8601("2024-09-16T08:40:00Z"))
          .time_since_epoch()
          .count());
  LoopbackServer server([&reset](const HttpRequest& /*request*/) {
    return answer(200, "[]", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", reset}});
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  (void)world.client.get("/x");
  CHECK(world.waiter.pauses.empty());
  (void)world.client.get("/y");

  REQUIRE(world.waiter.pauses.size() == 1);
  CHECK(world.waiter.pauses[0].until == *parse_iso8601("2024-09-16T08:40:01Z"));
  CHECK(world.client.points_left() == 0);
}

TEST_CASE("a pause of more than two hours is left to the user") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(429, "{}", {{"Retry-After", "7201"}});
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const Error error = error_of([&] { (void)world.client.get("/x"); });

  CHECK(error.kind() == ErrorKind::kStopped);
  CHECK(error.message().find("2024-09-16T10:30:01Z") != std::string::npos);
  CHECK(world.waiter.pauses.empty());
}

TEST_CASE(
    "GitHub is asked at most 900 times a minute, a server of this machine as fast as it can") {
  FakeHttp http([](const HttpRequest& /*request*/) { return answer(200, "[]"); });
  World github(http, "https://github.com");
  World local(http, "http://127.0.0.1:1");

  for (int i = 0; i < 901; ++i) {
    (void)github.client.get("/x");
    (void)local.client.get("/x");
  }

  REQUIRE(github.waiter.pauses.size() == 1);
  CHECK(github.waiter.pauses[0].length == std::chrono::minutes{1});
  CHECK(local.waiter.pauses.empty());
}

TEST_CASE("no request is sent after an interrupt") {
  FakeHttp http([](const HttpRequest& /*request*/) { return answer(200, "[]"); });
  World world(http, "https://github.com");
  world.waiter.interrupted = true;

  CHECK(error_of([&] { (void)world.client.get("/x"); }).kind() == ErrorKind::kStopped);
  CHECK(http.requests.empty());
}

TEST_CASE("GraphQL gets query and variables and gives data") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(200, R"({"data":{"x":1,"rateLimit":{"cost":3,"remaining":4000,
                           "resetAt":"2024-09-16T09:00:00Z"}}})");
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const GraphqlAnswer result = world.client.graphql("query($n:Int){x}", {{"n", 5}});

  const HttpRequest seen = server.requests().at(0);
  CHECK(seen.method == "POST");
  CHECK(seen.url == "/graphql");
  CHECK(Json::parse(seen.body) == Json{{"query", "query($n:Int){x}"}, {"variables", {{"n", 5}}}});
  CHECK(result.request == seen.body);
  CHECK(result.data["x"] == 1);
  CHECK(result.problems.empty());
  CHECK_FALSE(result.too_much);
  CHECK(world.client.costs().points == 3);
  CHECK(world.client.points_left() == 4000);
}

TEST_CASE("GraphQL without a token is refused before anything is sent") {
  FakeHttp http([](const HttpRequest& /*request*/) { return kData; });
  World world(http, "https://github.com", std::nullopt);

  CHECK_THROWS_AS((void)world.client.graphql("{x}", {}), Error);
  CHECK(http.requests.empty());
}

TEST_CASE("parts that do not exist or may not be read are told beside the data") {
  for (const char* const type : {"NOT_FOUND", "FORBIDDEN"}) {
    LoopbackServer server([type](const HttpRequest& /*request*/) {
      return answer(200, graphql_error(type, "Could not resolve", R"({"nodes":[null]})"));
    });
    CurlHttp http = make_http();
    World world(http, server.url());

    const GraphqlAnswer result = world.client.graphql("{x}", Json::object());

    CHECK(result.data == Json{{"nodes", {nullptr}}});
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].type == type);
    CHECK(result.problems[0].path == "nodes.3.source");
  }
}

TEST_CASE("a query that is too much is told at once, so that the caller asks for less") {
  const std::string timeout =
      "Something went wrong while executing your query. This may be the result of a timeout, or it "
      "could be a GitHub bug.";
  const std::vector<HttpResponse> answers{
      answer(502, "<html>"),
      answer(504, R"({"message":"We couldn't respond to your request in time."})"),
      answer(200, R"({"data":null,"errors":[{"message":")" + timeout + R"("}]})"),
      answer(200, R"({"data":{"x":{"y":null}},"errors":[{"message":")" + timeout + R"("}]})"),
      answer(200, graphql_error("RESOURCE_LIMITS_EXCEEDED", "exceeded", R"({"x":null})")),
      answer(200, graphql_error("MAX_NODE_LIMIT_EXCEEDED", "more than 500,000 nodes")),
  };
  for (const HttpResponse& too_much : answers) {
    LoopbackServer server(in_turn({too_much, kData}));
    CurlHttp http = make_http();
    World world(http, server.url());
    CAPTURE(too_much.body);

    const GraphqlAnswer result = world.client.graphql("{x}", Json::object());

    CHECK(result.too_much);
    CHECK(result.data.is_null());
    CHECK(server.requests().size() == 1);
    CHECK(world.waiter.pauses.empty());
  }
}

TEST_CASE("the smallest query that is too much is tried again, and then stops the run") {
  LoopbackServer passing(in_turn({answer(502, ""), kData}));
  LoopbackServer lasting(in_turn({kData, answer(502, "")}));
  CurlHttp http = make_http();
  World patient(http, passing.url());
  World unlucky(http, lasting.url());

  CHECK(patient.client.graphql("{x}", Json::object(), PageSize::kSmallest).data["x"] == 1);
  (void)unlucky.client.graphql("{x}", Json::object());
  const Error error =
      error_of([&] { (void)unlucky.client.graphql("{x}", Json::object(), PageSize::kSmallest); });

  CHECK(error.kind() == ErrorKind::kStopped);
  CHECK(lasting.requests().size() == 7);
}

TEST_CASE("faults of GraphQL pass when it is asked again") {
  const std::vector<HttpResponse> faults{
      answer(500, ""),
      answer(200, "<html>"),
      answer(200, R"({"data":{"x":)"),
      answer(200, R"({"data":null})"),
      answer(200, "[]"),
      answer(200, R"({"data":{"x":1},"errors":[{"message":"Something went wrong."}]})"),
      answer(200, graphql_error("SERVICE_UNAVAILABLE", "busy", R"({"x":null})")),
  };
  for (const HttpResponse& fault : faults) {
    LoopbackServer server(in_turn({fault, kData}));
    CurlHttp http = make_http();
    World world(http, server.url());
    CAPTURE(fault.body);

    CHECK(world.client.graphql("{x}", Json::object()).data == Json{{"x", 1}});
    CHECK(world.waiter.pauses.size() == 1);
  }
}

TEST_CASE("GraphQL's rate limit is known although its status is 200") {
  LoopbackServer server(in_turn(
      {answer(200, graphql_error("RATE_LIMITED", "API rate limit exceeded"),
              {{"x-ratelimit-remaining", "0"},
               {"x-ratelimit-reset", std::to_string(std::chrono::floor<std::chrono::seconds>(
                                                        *parse_iso8601("2024-09-16T08:50:00Z"))
                                                        .time_since_epoch()
                                                        .count())}}),
       kData}));
  CurlHttp http = make_http();
  World world(http, server.url());

  CHECK(world.client.graphql("{x}", Json::object()).data["x"] == 1);

  REQUIRE(world.waiter.pauses.size() == 1);
  CHECK(world.waiter.pauses[0].until == *parse_iso8601("2024-09-16T08:50:01Z"));
}

TEST_CASE("a query that GitHub does not understand is not repeated") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(200, R"({"errors":[{"message":"Field 'y' doesn't exist on type 'Query'",
                           "extensions":{"code":"undefinedField"}}]})");
  });
  CurlHttp http = make_http();
  World world(http, server.url());

  const Error error = error_of([&] { (void)world.client.graphql("{y}", Json::object()); });

  CHECK(error.kind() == ErrorKind::kFailure);
  CHECK(error.reasons().at(0).find("Field 'y'") != std::string::npos);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("no error says the token") {
  for (const int status : {200, 400, 401, 403, 404, 429, 500}) {
    LoopbackServer server([status](const HttpRequest& /*request*/) { return answer(status, "<"); });
    CurlHttp http = make_http();
    World world(http, server.url(), Token("ghp_0123456789", "GITHUB_TOKEN"));

    const Error error = error_of([&] { (void)world.client.graphql("{y}", Json::object()); });

    std::string text = error.message();
    for (const std::string& reason : error.reasons()) text += reason;
    for (const std::string& advice : error.advice()) text += advice;
    CHECK(text != "nothing was thrown");
    CHECK(text.find("ghp_") == std::string::npos);
  }
}
