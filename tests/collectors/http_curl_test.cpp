#include "collectors/github/http_curl.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "support/loopback_server.h"

using faultline::Error;
using faultline::ErrorKind;
using faultline::find_header;
using faultline::HttpError;
using faultline::HttpRequest;
using faultline::HttpResponse;
using faultline::collectors::CurlHttp;
using faultline::collectors::CurlOptions;
using faultline::test::answer;
using faultline::test::LoopbackServer;
using faultline::test::RawServer;

namespace {

CurlOptions options() { return {.user_agent = "faultline/1.2.3"}; }

HttpRequest get(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  return request;
}

/// Whether the request fails, and then in a way that may pass.
bool fails_transiently(CurlHttp& http, const HttpRequest& request) {
  try {
    (void)http.send(request);
  } catch (const HttpError& error) {
    CHECK(error.kind() == ErrorKind::kFailure);
    CHECK_FALSE(error.reasons().empty());
    return error.transient();
  }
  FAIL("an answer came");
  return false;
}

/// What a lasting failure says.
std::string lasting_failure(CurlHttp& http, const HttpRequest& request) {
  try {
    (void)http.send(request);
  } catch (const HttpError& error) {
    CHECK_FALSE(error.transient());
    return error.message() + (error.reasons().empty() ? "" : ": " + error.reasons()[0]);
  }
  FAIL("an answer came");
  return "";
}

const std::string kWhole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

}  // namespace

TEST_CASE("an answer comes with status, headers and body, also where it is an error") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(418, "{\"a\":1}", {{"ETag", "\"x\""}, {"Link", "<a>"}, {"Link", "<b>"}});
  });
  CurlHttp http(options());

  const HttpResponse response = http.send(get(server.url() + "/pot?a=b"));

  CHECK(response.status == 418);
  CHECK(response.body == "{\"a\":1}");
  CHECK(find_header(response.headers, "etag") == "\"x\"");
  CHECK(find_header(response.headers, "LINK") == "<a>, <b>");
  CHECK(response.url == server.url() + "/pot?a=b");
  CHECK(response.redirects == 0);
  CHECK(server.requests()[0].url == "/pot?a=b");
}

TEST_CASE("the user agent and the request's headers and body are sent") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "{}"); });
  CurlHttp http(options());
  HttpRequest request = get(server.url() + "/graphql");
  request.method = "POST";
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "a/b"}};
  request.body = R"({"query":"x"})" + std::string(2'000'000, ' ');

  (void)http.send(request);

  const HttpRequest seen = server.requests().at(0);
  CHECK(seen.method == "POST");
  CHECK(seen.body == request.body);
  CHECK(find_header(seen.headers, "user-agent") == "faultline/1.2.3");
  CHECK(find_header(seen.headers, "content-type") == "application/json");
  CHECK(find_header(seen.headers, "accept") == "a/b");
  CHECK_FALSE(find_header(seen.headers, "expect").has_value());
}

TEST_CASE("one connection serves many requests") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "{}"); });
  CurlHttp http(options());

  for (int i = 0; i < 20; ++i) (void)http.send(get(server.url() + "/" + std::to_string(i)));

  CHECK(server.requests().size() == 20);
  CHECK(server.connections() == 1);
}

TEST_CASE("compressed answers are asked for and unpacked") {
  const std::string body = "[" + std::string(100'000, ' ') + "]";
  LoopbackServer server([&body](const HttpRequest& /*request*/) { return answer(200, body); });
  CurlHttp http(options());

  const HttpResponse response = http.send(get(server.url() + "/"));

  CHECK(find_header(response.headers, "content-encoding").has_value());
  CHECK(response.body == body);
}

TEST_CASE("an answer that grows beyond the limit when unpacked is given up") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(200, "[" + std::string(100'000, ' ') + "]");
  });
  CurlOptions small = options();
  small.most_bytes = 100'001;
  CurlHttp http(small);

  CHECK(lasting_failure(http, get(server.url() + "/")).find("larger than 100001") !=
        std::string::npos);
}

TEST_CASE("an answer of exactly the limit is taken") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "[1234]"); });
  CurlOptions small = options();
  small.most_bytes = 6;
  CurlHttp http(small);

  CHECK(http.send(get(server.url() + "/")).body == "[1234]");
}

TEST_CASE("redirects within the server are followed, and told") {
  LoopbackServer server([](const HttpRequest& request) {
    if (request.url == "/a") return answer(301, "{}", {{"Location", "/b?x=1"}});
    if (request.url == "/b?x=1") return answer(302, "{}", {{"Location", "/c"}});
    return answer(200, "[3]");
  });
  CurlHttp http(options());

  const HttpResponse response = http.send(get(server.url() + "/a"));

  CHECK(response.body == "[3]");
  CHECK(response.url == server.url() + "/c");
  CHECK(response.redirects == 2);
}

TEST_CASE("a redirect to another server is not followed, so that it does not get the token") {
  LoopbackServer other([](const HttpRequest& /*request*/) { return answer(200, "{}"); });
  LoopbackServer server([&other](const HttpRequest& /*request*/) {
    return answer(302, "{}", {{"Location", other.url() + "/x"}});
  });
  CurlHttp http(options());
  HttpRequest request = get(server.url() + "/a");
  request.headers = {{"Authorization", "Bearer secret"}};

  const std::string failure = lasting_failure(http, request);

  CHECK(failure.find("redirected to another server") != std::string::npos);
  CHECK(failure.find("secret") == std::string::npos);
  CHECK(other.requests().empty());
}

TEST_CASE("redirects without end are given up") {
  LoopbackServer server([](const HttpRequest& /*request*/) {
    return answer(302, "{}", {{"Location", "/again"}});
  });
  CurlHttp http(options());

  CHECK(lasting_failure(http, get(server.url() + "/a")).find("again and again") !=
        std::string::npos);
  CHECK(server.requests().size() == 6);
}

TEST_CASE("a POST is repeated only where the redirect says so") {
  LoopbackServer server([](const HttpRequest& request) {
    if (request.url == "/307") return answer(307, "{}", {{"Location", "/new"}});
    if (request.url == "/301") return answer(301, "{}", {{"Location", "/new"}});
    return answer(200, "\"" + request.method + request.body + "\"");
  });
  CurlHttp http(options());
  HttpRequest request = get(server.url() + "/307");
  request.method = "POST";
  request.body = "x";

  CHECK(http.send(request).body == "\"POSTx\"");
  request.url = server.url() + "/301";
  CHECK(http.send(request).status == 301);
}

TEST_CASE("answers that are cut short, reset or empty are faults that pass") {
  const std::vector<RawServer::Answer> answers{
      {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2"},
      {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2"},
      {.bytes = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"},
      {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1", .end = RawServer::End::kReset},
      {.bytes = "", .end = RawServer::End::kReset},
      {.bytes = ""},
  };
  for (const RawServer::Answer& bad : answers) {
    RawServer server({bad, {.bytes = kWhole}});
    CurlHttp http(options());
    CAPTURE(bad.bytes);

    CHECK(fails_transiently(http, get(server.url() + "/")));
    CHECK(http.send(get(server.url() + "/")).body == "{}");
  }
}

TEST_CASE("a server that stalls is given up") {
  RawServer server({{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1",
                     .end = RawServer::End::kStall}});
  CurlOptions hasty = options();
  hasty.total_limit = std::chrono::milliseconds{100};
  CurlHttp http(hasty);

  CHECK(fails_transiently(http, get(server.url() + "/")));
}

TEST_CASE("a stall of the limit's length ends a transfer long before its total limit") {
  RawServer server({{.bytes = "", .end = RawServer::End::kStall}});
  CurlOptions hasty = options();
  hasty.total_limit = std::chrono::hours{1};
  hasty.stall_limit = std::chrono::seconds{1};
  CurlHttp http(hasty);

  CHECK(fails_transiently(http, get(server.url() + "/")));
}

TEST_CASE("an interrupt ends a transfer that stalls") {
  RawServer server({{.bytes = "", .end = RawServer::End::kStall}});
  CurlOptions watched = options();
  watched.interrupted = [] { return true; };
  CurlHttp http(watched);

  try {
    (void)http.send(get(server.url() + "/"));
    FAIL("an answer came");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kStopped);
  }
}

TEST_CASE("a port where nobody listens is a fault that may pass") {
  std::string url;
  {
    url = LoopbackServer([](const HttpRequest& /*request*/) { return answer(200, ""); }).url();
  }
  CurlHttp http(options());

  CHECK(fails_transiently(http, get(url + "/")));
}

TEST_CASE("a certificate that nobody trusts is refused") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "{}"); },
                        LoopbackServer::Transport::kSelfSigned);
  CurlHttp http(options());

  const std::string failure = lasting_failure(http, get(server.url() + "/"));

  CHECK(failure.find("certificate") != std::string::npos);
  CHECK(server.requests().empty());
}

TEST_CASE("only http and https are spoken") {
  CurlHttp http(options());

  for (const char* const url : {"file:///etc/passwd", "ftp://127.0.0.1/", "nonsense", ""}) {
    CAPTURE(url);
    CHECK_FALSE(lasting_failure(http, get(url)).empty());
  }
}

TEST_CASE("a header that holds a line break is not sent") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "{}"); });
  CurlHttp http(options());
  HttpRequest request = get(server.url() + "/");
  request.headers = {{"If-None-Match", "a\r\nX-Evil: 1"}};

  CHECK(lasting_failure(http, request).find("line break") != std::string::npos);
  CHECK(server.requests().empty());
}

TEST_CASE("a proxy of the environment is not used") {
  LoopbackServer server([](const HttpRequest& /*request*/) { return answer(200, "[1]"); });
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  CurlHttp http(options());

  const HttpResponse response = http.send(get(server.url() + "/"));
  ::unsetenv("http_proxy");

  CHECK(response.body == "[1]");
}

TEST_CASE("the proxy that was given is used, but not for this machine") {
  LoopbackServer proxy(
      [](const HttpRequest& request) { return answer(200, "\"" + request.url + "\""); });
  CurlOptions with_proxy = options();
  with_proxy.proxy = proxy.url();
  CurlHttp http(with_proxy);

  CHECK(http.send(get("http://github.example.org/x")).body == "\"http://github.example.org/x\"");
  CHECK(http.send(get(proxy.url() + "/y")).body == "\"/y\"");
}
