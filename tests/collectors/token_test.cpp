#include "collectors/github/token.h"

#include <doctest/doctest.h>

#include <csignal>
#include <map>
#include <sstream>
#include <type_traits>

#include "base/error.h"
#include "base/file.h"
#include "collectors/github/run_program.h"
#include "support/fake_world.h"
#include "support/temporary_folder.h"

using faultline::Error;
using faultline::collectors::EnvironmentLookup;
using faultline::collectors::find_token;
using faultline::collectors::github_endpoint;
using faultline::collectors::GithubEndpoint;
using faultline::collectors::run_program;
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

TEST_CASE("a program is run without a shell and its output read") {
  using std::chrono::seconds;

  CHECK(run_program({"printf", "%s", "a;b $HOME"}, seconds{20}) == "a;b $HOME");
  CHECK(run_program({"true"}, seconds{20}) == "");
  CHECK_FALSE(run_program({"false"}, seconds{20}).has_value());
  CHECK_FALSE(run_program({"no-such-program-here"}, seconds{20}).has_value());
  CHECK_FALSE(run_program({}, seconds{20}).has_value());
}

TEST_CASE("a program that hangs or never stops writing is killed") {
  CHECK_FALSE(run_program({"sleep", "600"}, std::chrono::milliseconds{50}).has_value());
  CHECK_FALSE(run_program({"yes"}, std::chrono::seconds{600}).has_value());
}

TEST_CASE("nothing stays of a program that is killed") {
  const faultline::test::TemporaryFolder folder;
  const std::string file = (folder.path() / "number").string();

  (void)run_program({"sh", "-c", "echo $$ > \"$0\"; exec yes", file}, std::chrono::seconds{600});

  CHECK(::kill(std::stoi(faultline::read_file(file)), 0) == -1);
}

TEST_CASE("a program that reads gets nothing to read") {
  CHECK(run_program({"cat"}, std::chrono::seconds{600}) == "");
}
