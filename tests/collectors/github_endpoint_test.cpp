#include "collectors/github/github_endpoint.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/fake_world.h"

using faultline::Error;
using faultline::collectors::github_endpoint;
using faultline::collectors::GithubEndpoint;

TEST_CASE("without a base URL, GitHub itself is asked") {
  for (const auto& base_url :
       {std::optional<std::string>(), std::optional<std::string>("https://github.com"),
        std::optional<std::string>("https://api.github.com/")}) {
    const GithubEndpoint endpoint = github_endpoint(base_url);

    CHECK(endpoint.rest == "https://api.github.com");
    CHECK(endpoint.graphql == "https://api.github.com/graphql");
    CHECK(endpoint.host == "github.com");
    CHECK(endpoint.secure);
    CHECK_FALSE(endpoint.loopback);
  }
}

TEST_CASE("an Enterprise server has REST and GraphQL below /api") {
  for (const char* const base_url :
       {"https://git.example.org:8443", "https://git.example.org:8443/",
        "https://GIT.example.org:8443/api/v3"}) {
    const GithubEndpoint endpoint = github_endpoint(base_url);

    CHECK(endpoint.rest == "https://git.example.org:8443/api/v3");
    CHECK(endpoint.graphql == "https://git.example.org:8443/api/graphql");
    CHECK(endpoint.host == "git.example.org:8443");
    CHECK_FALSE(endpoint.loopback);
  }
}

TEST_CASE("this machine has REST at its root") {
  for (const std::string root :
       {"http://127.0.0.1:8080", "http://127.9.8.7:1", "http://localhost:8080", "http://[::1]:8080",
        "https://localhost"}) {
    const GithubEndpoint endpoint = github_endpoint(root);

    CHECK(endpoint.rest == root);
    CHECK(endpoint.graphql == root + "/graphql");
    CHECK(endpoint.loopback);
  }
}

TEST_CASE("a host that only looks like this machine is not it") {
  for (const char* const base_url : {"http://127.0.0.1.example.org", "http://localhost.example.org",
                                     "http://128.0.0.1", "http://[::2]", "http://mylocalhost"}) {
    const GithubEndpoint endpoint = github_endpoint(base_url);

    CAPTURE(base_url);
    CHECK_FALSE(endpoint.loopback);
    CHECK_FALSE(endpoint.secure);
  }
}

TEST_CASE("what is no address of a server is refused") {
  for (const char* const base_url :
       {"", "github.com", "ftp://github.com", "file:///etc/passwd", "https://", "https:// x",
        "https://github.com/onnx/onnx", "https://github.com?x=1", "https://github.com/#x",
        "https://u@github.com", "https://a\nb"}) {
    CAPTURE(base_url);
    CHECK_THROWS_AS((void)github_endpoint(base_url), Error);
  }
}

TEST_CASE("a password in a base URL is not repeated") {
  const Error error =
      faultline::test::error_of([] { (void)github_endpoint("https://me:ghp_secret@github.com"); });

  CHECK(error.message().find("ghp_secret") == std::string::npos);
  CHECK(error.reasons().size() == 1);
  CHECK(error.reasons()[0].find("ghp_secret") == std::string::npos);
}
