#include "collectors/opsets/collect_history.h"

#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "collectors/opsets/base64.h"
#include "data/operator_history.h"
#include "support/fake_world.h"
#include "support/study_fixture.h"
#include "support/thrown_error.h"

namespace faultline::collectors {

namespace {

using Texts = std::vector<std::string>;
using test::StudyFixture;

std::string corpus_file(const std::string& name) {
  return read_file(FAULTLINE_TESTS_DIR "/fuzz/corpus/" + name);
}

HistoryFiles local_files() {
  return {.changelogs = {{"Changelog.md", corpus_file("changelog/small.md")},
                         {"Changelog-ml.md", corpus_file("changelog/ml.md")}},
          .versions = {{"Versioning.md", corpus_file("releases/versioning.md")},
                       {"releases.json", corpus_file("releases/releases.json")}},
          .operators = {{"Operators.md", corpus_file("operators/small.md")}}};
}

std::string encode_base64(const std::string& bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_padding = i + j > bytes.size();
      text += is_padding ? '=' : kDigits[group >> (18 - 6 * j) & 63U];
    }
    if (i % 57 == 54) text += '\n';
  }
  return text;
}

/// A repository on a GitHub that gives files above 1 MiB only as blobs; here, one of them.
class Repository {
 public:
  Repository() {
    const HistoryFiles local = local_files();
    files_ = {{"docs/Changelog.md", local.changelogs[0].content},
              {"docs/Changelog-ml.md", local.changelogs[1].content},
              {"docs/Operators.md", local.operators[0].content},
              {"docs/Operators-ml.md", "### ai.onnx.ml\n|**Operator**|\n"},
              {"docs/Versioning.md", local.versions[0].content}};
    releases_ = local.versions[1].content;
  }

  [[nodiscard]] HttpResponse answer(const HttpRequest& request) const {
    const auto reply = [&](int status, const std::string& body, HttpHeaders headers = {}) {
      headers.emplace_back("Content-Type", "application/json");
      return HttpResponse{.status = status, .headers = headers, .body = body, .url = request.url};
    };
    const std::string_view url = request.url;
    if (url.ends_with("/releases?per_page=100")) {
      return reply(200, "[]", {{"Link", "<" + request.url + "&page=2>; rel=\"next\""}});
    }
    if (url.ends_with("&page=2")) return reply(200, releases_);
    for (const auto& [path, content] : files_) {
      const bool is_large = path == "docs/Changelog.md";
      if (url.ends_with("/repos/onnx/onnx/contents/" + path)) {
        const nlohmann::json body{{"sha", "abc"},
                                  {"encoding", is_large ? "none" : "base64"},
                                  {"content", is_large ? "" : encode_base64(content)}};
        return reply(200, body.dump());
      }
      if (is_large && url.ends_with("/repos/onnx/onnx/git/blobs/abc")) {
        return reply(
            200,
            nlohmann::json{{"encoding", "base64"}, {"content", encode_base64(content)}}.dump());
      }
    }
    return reply(404, R"({"message": "Not Found"})");
  }

 private:
  std::map<std::string, std::string> files_;
  std::string releases_;
};

HistoryFiles fetch(const std::string& repository) {
  const Repository onnx;
  test::FakeHttp http([&](const HttpRequest& request) { return onnx.answer(request); });
  FixedClock clock{*parse_iso8601("2024-09-16T08:30:00Z")};
  test::FakeWaiter waiter(clock);
  Random random(1);
  GithubClient client(http, clock, waiter, random, github_endpoint({}), {});
  return fetch_history_files(client, repository);
}

}  // namespace

TEST_CASE("a history is stored with its sets' dates and releases, domains and functions") {
  StudyFixture study;

  const CollectedHistory done = store_history(study.database, local_files(), "changelog");

  CHECK(done.sets == 5);
  CHECK(done.changes_added == 7);
  CHECK(done.functions == 2);
  CHECK(done.without_date == 0);
  const auto sets = data::operator_set_changes(study.database, "changelog");
  REQUIRE(sets.size() == 3);
  CHECK(sets[1].version == 6);
  CHECK(sets[1].released == "2018-05-24");
  CHECK(sets[1].onnx_version == "1.2.1");
  CHECK(sets[1].added == 1);
  CHECK(sets[1].updated == 1);
  CHECK(sets[2].deprecated == 1);
  CHECK(data::operator_domains(study.database) ==
        Texts{"ai.onnx", "ai.onnx.ml", "ai.onnx.preview.training"});
  CHECK(data::operator_set_changes(study.database, "changelog", "ai.onnx.ml").size() == 1);
}

TEST_CASE("a history that is stored twice adds nothing, and a date that the study has stays") {
  StudyFixture study;
  study.database.transaction(
      [&] { data::OperatorHistoryWriter(study.database).add_set("ai.onnx", 6, "2018-04-25"); });

  const CollectedHistory first = store_history(study.database, local_files(), "changelog");
  const CollectedHistory again = store_history(study.database, local_files(), "changelog");

  CHECK(first.notes == Texts{"The study keeps its own date for operator set 6 of ai.onnx; the "
                             "files say 2018-05-24."});
  CHECK(again.changes_added == 0);
  CHECK(again.changes_known == 7);
}

TEST_CASE("what a changelog tells no longer is removed, other domains and histories stay") {
  StudyFixture study;
  static_cast<void>(store_history(study.database, local_files(), "changelog"));
  study.database.transaction([&] {
    data::OperatorHistoryWriter writer(study.database);
    writer.add_change({"changelog", "ai.onnx", 6, "Retracted", "added"});
    writer.add_change({"changelog", "my.domain", 1, "Mine", "added"});
    writer.add_change({"published", "ai.onnx", 6, "Retracted", "added"});
  });

  const CollectedHistory again = store_history(study.database, local_files(), "changelog");

  CHECK(again.changes_removed == 1);
  CHECK(data::operator_set_changes(study.database, "changelog")[1].added == 1);
  CHECK(data::operator_set_changes(study.database, "changelog", "my.domain").size() == 1);
  CHECK(data::operator_set_changes(study.database, "published").size() == 1);
}

TEST_CASE("two histories differ in operators, up to the newest set that both know") {
  StudyFixture study;
  static_cast<void>(store_history(study.database, local_files(), "changelog"));
  study.database.transaction([&] {
    data::OperatorHistoryWriter writer(study.database);
    for (const char* name : {"Abs", "Upsample", "Celu"}) {
      writer.add_change({"published", "ai.onnx", 1, name, "added"});
    }
    writer.add_change({"published", "ai.onnx", 6, "Abs", "deprecated"});
    writer.add_change({"published", "ai.onnx", 10, "Upsample (deprecated)", "deprecated"});
  });

  const auto differences =
      data::operator_differences(study.database, "published", "changelog", "ai.onnx");

  REQUIRE(differences.size() == 3);
  CHECK(differences[0].operator_name == "Celu");
  CHECK(differences[0].first == "added");
  CHECK(differences[0].second.empty());
  CHECK(differences[0].is_function);
  CHECK(differences[1].operator_name == "Abs");
  CHECK(differences[1].first == "deprecated");
  CHECK(differences[1].second == "updated");
  CHECK(differences[2].operator_name == "Mish");
  CHECK_FALSE(differences[2].is_function);
}

TEST_CASE("the files come from GitHub, large ones as blobs, releases page by page") {
  const HistoryFiles expected = local_files();

  const HistoryFiles files = fetch("onnx/onnx");

  REQUIRE(files.changelogs.size() == 2);
  CHECK(files.changelogs[0].content == expected.changelogs[0].content);
  CHECK(files.changelogs[0].name == "onnx/onnx/docs/Changelog.md");
  CHECK(files.changelogs[1].content == expected.changelogs[1].content);
  CHECK(files.operators[0].content == expected.operators[0].content);
  CHECK(files.versions[0].content == expected.versions[0].content);
  CHECK(nlohmann::json::parse(files.versions[1].content) ==
        nlohmann::json::parse(expected.versions[1].content));
}

TEST_CASE("a repository without the files is refused") {
  CHECK(test::says(test::thrown_error([] { return fetch("onnx/other"); }),
                   "the repository onnx/other has no file docs/Changelog.md"));
}

TEST_CASE("base64 is decoded, with line breaks, or refused") {
  CHECK(decode_base64("") == "");
  CHECK(decode_base64("Zg==") == "f");
  CHECK(decode_base64("Zm8=") == "fo");
  CHECK(decode_base64("Zm9v\nYmFy\n") == "foobar");
  for (const char* wrong : {"Z", "Zg=", "Z===", "Zg==Zg==", "Z!=="}) {
    CAPTURE(wrong);
    CHECK_FALSE(decode_base64(wrong));
  }
}

}  // namespace faultline::collectors
