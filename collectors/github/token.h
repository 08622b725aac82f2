#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/github/github_endpoint.h"

namespace faultline::collectors {

/// A secret that GitHub knows its user by. It cannot be printed, compared or copied into a text by
/// accident: the value of its HTTP header is the only way out.
class Token {
 public:
  /// @param origin  where it came from, for error messages: "GITHUB_TOKEN"
  /// @throws Error (input), without the secret, where it is empty or holds anything but visible
  ///         ASCII characters
  Token(std::string secret, std::string origin);

  [[nodiscard]] const std::string& origin() const { return origin_; }

  /// The value of the header `Authorization`.
  [[nodiscard]] std::string authorization() const { return "Bearer " + secret_; }

 private:
  std::string secret_;
  std::string origin_;
};

/// An environment variable's value; no value where it is not set.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// Runs a program without a shell; its standard output, or no value where it is not installed,
/// fails or does not end in time. See base/run_program.h.
using ProgramRunner =
    std::function<std::optional<std::string>(const std::vector<std::string>& words)>;

/// The token to use, from the first that has one of: the file, GITHUB_TOKEN, GH_TOKEN and, except
/// for a loopback endpoint, `gh auth token`. No value where none has.
///
/// @param file  what `--token-file` names
/// @throws Error (input) where the file is missing or holds no token, or a variable holds something
///         that cannot be one
[[nodiscard]] std::optional<Token> find_token(const std::optional<std::filesystem::path>& file,
                                              const EnvironmentLookup& environment,
                                              const ProgramRunner& run_program,
                                              const GithubEndpoint& endpoint);

}  // namespace faultline::collectors
