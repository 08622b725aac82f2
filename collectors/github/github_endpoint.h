#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace faultline::collectors {

/// Where a GitHub answers.
struct GithubEndpoint {
  std::string rest;       ///< root of REST, without a slash at the end: "https://api.github.com"
  std::string graphql;    ///< URL of GraphQL: "https://api.github.com/graphql"
  std::string host;       ///< as people know it, and `gh --hostname`: "github.com"
  bool secure = true;     ///< https
  bool loopback = false;  ///< this machine: a server of tests
};

/// The endpoint for what `--base-url` says: github.com where it is not given; an Enterprise
/// server's address, with REST below /api/v3 and GraphQL at /api/graphql; or a loopback address
/// (127.0.0.0/8,
/// ::1, localhost), with REST at its root and GraphQL at /graphql.
///
/// @throws Error (input) for anything that is not an http or https address of a server: another
///         scheme, a user name, a query, a path other than /api/v3
[[nodiscard]] GithubEndpoint github_endpoint(const std::optional<std::string>& base_url);

}  // namespace faultline::collectors
