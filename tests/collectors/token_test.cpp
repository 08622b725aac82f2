#include "collectors/github/token.h"

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <type_traits>

#include "base/error.h"
#include "base/file.h"
#include "support/fake_world.h"
#include "support/temporary_folder.h"

using faultline::Error;
using faultline::collectors::EnvironmentLookup;
using faultline::collectors::find_token;
using faultline::collectors::github_endpoint;
using faultline::collectors::GithubEndpoint;
using faultline::collectors::Token;
using faultline::test::error_of;

namespace {

EnvironmentLookup environment(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

std::optional<std::string> no_program(const std::vector<std::string>& /*words*/) { return {}; }

const GithubEndpoint kGithub = github_endpoint({});

template <typename T>
concept Printable = requires(std::ostream& stream, const T& value) {
  stream << value;
};

}  // namespace

static_assert(!Printable<Token>);
static_assert(!std::is_convertible_v<Token, std::string>);

TEST_CASE("the token comes from the first place that has one") {
  const faultline::test::TemporaryFolder folder;
  const auto file = folder.path() / "token";
  faultline::write_file(file, "from-file\n");
  const auto gh = [](const std::vector<std::string>& /*words*/) {
    return std::optional<std::string>("from-gh\n");
  };
  const auto both = environment({{"GITHUB_TOKEN", "from-github"}, {"GH_TOKEN", "from-gh-token"}});

  CHECK(find_token(file, both, gh, kGithub)->authorization() == "Bearer from-file");
  CHECK(find_token({}, both, gh, kGithub)->authorization() == "Bearer from-github");
  CHECK(find_token({}, environment({{"GITHUB_TOKEN", ""}, {"GH_TOKEN", "b"}}), gh, kGithub)
            ->authorization() == "Bearer b");
  CHECK(find_token({}, environment({}), gh, kGithub)->authorization() == "Bearer from-gh");
  CHECK_FALSE(find_token({}, environment({}), no_program, kGithub).has_value());
}

TEST_CASE("a token knows where it came from, for errors") {
  CHECK(find_token({}, environment({{"GH_TOKEN", "a"}}), no_program, kGithub)->origin() ==
        "GH_TOKEN");
}

TEST_CASE("gh is asked for the token of the very host") {
  std::vector<std::string> asked;
  const auto gh = [&asked](const std::vector<std::string>& words) -> std::optional<std::string> {
    asked = words;
    return {};
  };

  (void)find_token({}, environment({}), gh, github_endpoint("https://github.example.org"));

  CHECK(asked ==
        std::vector<std::string>{"gh", "auth", "token", "--hostname", "github.example.org"});
}

TEST_CASE("gh is not asked for a token to send to this machine") {
  bool asked = false;
  const auto gh = [&asked](const std::vector<std::string>& /*words*/) {
    asked = true;
    return std::optional<std::string>("secret");
  };

  CHECK_FALSE(find_token({}, environment({}), gh, github_endpoint("http://127.0.0.1:1")));
  CHECK_FALSE(asked);
}

TEST_CASE("what cannot be a token is refused without being quoted") {
  for (const char* const secret : {"", "two words", "line\r\nX-Evil: 1", "caf\xC3\xA9"}) {
    const Error error = error_of([&] { Token(secret, "the file 'x'"); });

    CHECK(error.message() == "the file 'x' holds no token");
    for (const std::string& reason : error.reasons()) {
      CHECK((*secret == '\0' || reason.find(secret) == std::string::npos));
    }
  }
}

TEST_CASE("a token file that is missing or empty is an error") {
  const faultline::test::TemporaryFolder folder;
  const auto empty = folder.path() / "empty";
  faultline::write_file(empty, " \n");

  CHECK_THROWS_AS((void)find_token(folder.path() / "none", environment({}), no_program, kGithub),
                  Error);
  CHECK_THROWS_AS((void)find_token(empty, environment({}), no_program, kGithub), Error);
}
