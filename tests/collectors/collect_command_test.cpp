#include <doctest/doctest.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/random.h"
#include "support/collection_fixture.h"
#include "support/github_server/generate_world.h"
#include "support/program.h"
#include "support/small_disk.h"

namespace faultline::test {

namespace {

using nlohmann::json;

/// A study of the built-in template, and the program over it.
class ProgramStudy {
 public:
  explicit ProgramStudy(ServerOptions options = {}) : server(small_world(), std::move(options)) {
    REQUIRE(run_faultline({"init", "."}, {.folder = folder_.path()}).exit_code == 0);
  }

  [[nodiscard]] std::vector<std::string> collect_words(const std::string& api) const {
    return {"collect", "--api", api, "--base-url", server.base_url(), "--quiet"};
  }
  [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_faultline(arguments, options());
  }
  [[nodiscard]] ProgramResult run_killed(const std::vector<std::string>& arguments,
                                         const std::string& seconds) const {
    std::vector<std::string> words{"-s", "KILL", seconds, FAULTLINE_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run_program("timeout", words, options());
  }
  [[nodiscard]] std::string content() const {
    data::Database database =
        data::Database::open(folder_.path() / "study.db", data::Database::Access::kRead);
    return collected_content(database);
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_.path(); }

 private:
  [[nodiscard]] ProgramOptions options() const {
    return {.folder = folder_.path(), .environment = {{"GITHUB_TOKEN", "secret"}}};
  }

  TemporaryFolder folder_;

 public:
  GithubServer server;
};

}  // namespace

TEST_CASE("the program that is killed twenty times holds the rows of one that was not") {
  for (const std::string api : {"graphql", "rest"}) {
    CAPTURE(api);
    ServerOptions slow;
    slow.delay = std::chrono::milliseconds{3};
    slow.limits.search = slow.limits.core;  // each beginning searches
    const ProgramStudy undisturbed;
    const ProgramStudy killed(slow);
    Random random(7);

    REQUIRE(undisturbed.run(undisturbed.collect_words(api)).exit_code == 0);
    for (int i = 0; i < 20; ++i) {
      const std::string seconds = "0." + std::to_string(100 + random.below(400));
      static_cast<void>(killed.run_killed(killed.collect_words(api), seconds));
    }
    const ProgramResult last = killed.run(killed.collect_words(api));

    CAPTURE(last.err);
    CHECK(last.exit_code == 0);
    CHECK((killed.content() == undisturbed.content()));
  }
}

TEST_CASE("a disk that fills up is told, and the collection goes on where there is room again") {
  SmallDisk disk("800k");
  if (!disk.mounted()) {
    std::cout << "skipped: mounting a small disk needs root\n";
    return;
  }
  const ProgramStudy undisturbed;
  REQUIRE(undisturbed.run(undisturbed.collect_words("graphql")).exit_code == 0);
  REQUIRE(run_faultline({"init", "."}, {.folder = disk.path()}).exit_code == 0);
  const auto collect = [&] {
    return run_faultline(undisturbed.collect_words("graphql"),
                         {.folder = disk.path(), .environment = {{"GITHUB_TOKEN", "secret"}}});
  };

  const ProgramResult full = collect();
  REQUIRE(disk.resize("100m"));
  const ProgramResult whole = collect();

  CHECK(full.exit_code == 1);
  CHECK(full.err.find("the disk is full") != std::string::npos);
  CHECK(whole.exit_code == 0);
  data::Database database =
      data::Database::open(disk.path() / "study.db", data::Database::Access::kRead);
  CHECK((collected_content(database) == undisturbed.content()));
}

TEST_CASE("one issue and the list of issues have the documented shapes in JSON") {
  const ProgramStudy study;
  REQUIRE(study.run(study.collect_words("graphql")).exit_code == 0);

  const json list = json::parse(study.run({"issues", "--json"}).out);
  REQUIRE(!list.empty());
  const std::string name =
      list[0]["repository"].get<std::string>() + "#" + list[0]["number"].dump();
  const json issue = json::parse(study.run({"show", "issue", name, "--json"}).out);

  for (const char* key : {"repository", "number", "title", "state", "author", "created_at",
                          "closed_at", "labels", "url"}) {
    CHECK(list[0].contains(key));
    CHECK(issue.contains(key));
  }
  CHECK(list[0]["comments"].get<std::size_t>() == issue["comments"].size());
  CHECK(issue["comments"][0].contains("body"));
  CHECK(issue["timeline"][0].contains("source_state"));
  CHECK(issue["evidence"].is_array());
  CHECK(issue["fixes"].is_array());
}

TEST_CASE("the table of popularity says when the numbers were read") {
  const ProgramStudy study;
  REQUIRE(study.run(study.collect_words("graphql")).exit_code == 0);

  const json table = json::parse(study.run({"table", "popularity", "--json"}).out);

  const Repository* repository = study.server.world().repository("pytorch/pytorch");
  CHECK(table["rows"][0]["stars"] == repository->stars);
  CHECK(table["rows"][0]["read_at"] == "2023-11-14");
}

TEST_CASE("a wrong token, a wrong address and a wrong option are named, and nothing is changed") {
  ServerOptions options;
  options.token = "another";
  const ProgramStudy study(options);
  const std::string before = study.content();

  const ProgramResult wrong_token = study.run(study.collect_words("graphql"));
  const ProgramResult no_server = study.run({"collect", "--base-url", "http://127.0.0.1:1"});
  const ProgramResult wrong_api = study.run({"collect", "--api", "grapql"});

  CHECK(wrong_token.exit_code == 2);
  CHECK(wrong_token.err.find("does not accept the token from GITHUB_TOKEN") != std::string::npos);
  CHECK((wrong_token.out + wrong_token.err).find("secret") == std::string::npos);
  CHECK(no_server.exit_code == 3);
  CHECK(wrong_api.exit_code == 2);
  CHECK(wrong_api.err.find("the nearest one is 'graphql'") != std::string::npos);
  CHECK(study.content() == before);
}

TEST_CASE("no token is ever stored") {
  const ProgramStudy study;

  const ProgramResult collected = study.run(study.collect_words("graphql"));

  CHECK(collected.exit_code == 0);
  CHECK(read_file(study.path() / "study.db").find("Bearer") == std::string::npos);
  CHECK((collected.out + collected.err).find("Bearer") == std::string::npos);
}

}  // namespace faultline::test
