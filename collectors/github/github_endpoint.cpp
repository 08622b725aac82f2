#include "collectors/github/github_endpoint.h"

#include "base/error.h"
#include "collectors/github/url.h"

namespace faultline::collectors {

namespace {

[[noreturn]] void refuse(const std::string& base_url, const std::string& reason) {
  throw Error("'" + base_url + "' is not the address of a GitHub server")
      .because(reason)
      .help("write the server alone, as in --base-url https://github.example.org");
}

bool is_default_port(const Url& url) {
  return (url.scheme == "https" && url.port == "443") || (url.scheme == "http" && url.port == "80");
}

}  // namespace

GithubEndpoint github_endpoint(const std::optional<std::string>& base_url) {
  GithubEndpoint github{.rest = "https://api.github.com",
                        .graphql = "https://api.github.com/graphql",
                        .host = "github.com"};
  if (!base_url) return github;

  const std::optional<Url> url = parse_url(*base_url);
  if (!url) refuse(*base_url, "it is no URL with https:// and a host");
  if (url->scheme != "https" && url->scheme != "http") refuse(*base_url, "it is not https");
  // The address is not quoted where it holds a password.
  if (url->has_user) refuse("--base-url", "it holds a user name; a token is never part of a URL");
  if (url->has_query_or_fragment) refuse(*base_url, "it holds more than a server's address");
  std::string path = url->path;
  while (!path.empty() && path.back() == '/') path.pop_back();
  if (!path.empty() && path != "/api/v3") refuse(*base_url, "it holds a path");

  const bool secure = url->scheme == "https";
  const std::string host = is_default_port(*url) ? url->host : url->host + ":" + url->port;
  const std::string root = url->scheme + "://" + host;
  if (is_loopback(url->host)) {
    return {.rest = root,
            .graphql = root + "/graphql",
            .host = host,
            .secure = secure,
            .loopback = true};
  }
  if (secure && (host == "api.github.com" || host == "github.com" || host == "www.github.com")) {
    return github;
  }
  return {
      .rest = root + "/api/v3", .graphql = root + "/api/graphql", .host = host, .secure = secure};
}

}  // namespace faultline::collectors
