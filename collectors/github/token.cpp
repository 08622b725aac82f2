#include "collectors/github/token.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace faultline::collectors {

Token::Token(std::string secret, std::string origin)
    : secret_(std::move(secret)), origin_(std::move(origin)) {
  const auto visible = [](char c) { return c > ' ' && c <= '~'; };
  if (!secret_.empty() && std::all_of(secret_.begin(), secret_.end(), visible)) return;
  throw Error(origin_ + " holds no token")
      .because(secret_.empty() ? "it is empty"
                               : "it holds spaces, line breaks or letters that no token has")
      .help("a token is one word, such as GitHub shows it once under Settings, Developer settings");
}

std::optional<Token> find_token(const std::optional<std::filesystem::path>& file,
                                const EnvironmentLookup& environment,
                                const ProgramRunner& run_program, const GithubEndpoint& endpoint) {
  if (file) return Token(std::string(trim(read_file(*file))), "the file '" + file->string() + "'");

  for (const std::string name : {"GITHUB_TOKEN", "GH_TOKEN"}) {
    const std::optional<std::string> value = environment(name);
    if (value && !trim(*value).empty()) return Token(std::string(trim(*value)), name);
  }

  // A token of gh belongs to a host: a server of tests on this machine has none.
  if (endpoint.loopback) return {};
  const auto output = run_program({"gh", "auth", "token", "--hostname", endpoint.host});
  if (!output || trim(*output).empty()) return {};
  return Token(std::string(trim(*output)), "`gh auth token`");
}

}  // namespace faultline::collectors
