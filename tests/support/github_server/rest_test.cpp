#include <doctest/doctest.h>

#include <set>

#include "support/github_server/change_world.h"
#include "support/github_server/expected.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/test_client.h"

namespace faultline::test {

namespace {

using nlohmann::json;

const std::string kIssues = "/repos/pytorch/pytorch/issues";

/// An issue's author or comment's author as REST tells it.
std::optional<std::string> login(const json& user) {
  if (user.is_null() || user.at("login") == "ghost") return std::nullopt;
  return user.at("login").get<std::string>();
}

std::optional<std::string> text(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<std::string>());
}

data::TimelineEvent read_event(const json& event) {
  data::TimelineEvent read;
  read.event = event.at("event");
  read.actor = login(event.at("actor"));
  read.created_at = text(event.at("created_at"));
  read.commit_sha = text(event.value("commit_id", json()));
  if (event.contains("label")) read.label = event["label"].at("name");
  if (event.contains("source")) {
    const json& issue = event["source"].at("issue");
    const bool pull_request = issue.contains("pull_request");
    const bool merged = pull_request && !issue["pull_request"].at("merged_at").is_null();
    read.source_kind = pull_request ? "pull-request" : "issue";
    read.source_repository = issue.at("repository").at("full_name");
    read.source_number = issue.at("number");
    read.source_state = merged ? "merged" : issue.at("state").get<std::string>();
  }
  return read;
}

}  // namespace

TEST_CASE("REST tells of every issue what the world holds") {
  const GithubServer server(generate_world({.issues = 25, .pull_requests = 8}));
  TestClient client(server);

  for (const json& issue : client.get_all(kIssues + "?state=all&per_page=100")) {
    if (issue.contains("pull_request")) continue;
    const std::int64_t number = issue.at("number");
    const data::CollectedIssue expected =
        expected_issue(server.world(), {"pytorch/pytorch", number}, Api::kRest);
    CHECK(issue.at("node_id") == *expected.node_id);
    CHECK(issue.at("title") == expected.title);
    CHECK(text(issue.at("body")) == expected.body);
    CHECK(issue.at("state") == expected.state);
    CHECK(text(issue.at("state_reason")) == expected.state_reason);
    CHECK(login(issue.at("user")) == expected.author);
    CHECK(text(issue.at("closed_at")) == expected.closed_at);

    std::vector<data::TimelineEvent> timeline;
    std::vector<data::CollectedComment> comments;
    const std::string url = issue.at("url");
    for (const json& entry : client.get_all(url + "/timeline?per_page=100")) {
      if (entry.at("event") != "commented") timeline.push_back(read_event(entry));
    }
    for (const json& comment : client.get_all(url + "/comments")) {
      comments.push_back({comment.at("id"), login(comment.at("user")), comment.at("created_at"),
                          text(comment.at("updated_at")), comment.at("body")});
    }
    CHECK(timeline == expected.timeline);
    CHECK(comments == expected.comments);
  }
}

TEST_CASE("pages of a list hold each entry once, whichever form its links have") {
  for (const LinkStyle style : {LinkStyle::kPages, LinkStyle::kCursors}) {
    ServerOptions options;
    options.issue_links = style;
    const GithubServer server(generate_world({}), options);
    TestClient client(server);

    std::set<std::int64_t> numbers;
    const std::vector<json> all =
        client.get_all(kIssues + "?state=all&sort=updated&direction=asc&per_page=7");
    for (const json& issue : all) numbers.insert(issue.at("number").get<std::int64_t>());

    CHECK(all.size() == 80);
    CHECK(numbers.size() == 80);
    CHECK(std::ranges::is_sorted(
        all, {}, [](const json& issue) { return issue.at("updated_at").get<std::string>(); }));
  }
}

TEST_CASE("a list is filtered by state, label and time of update") {
  const GithubServer server(generate_world({}));
  TestClient client(server);

  const auto open = client.get_all(kIssues);
  const auto relevant = client.get_all(kIssues + "?state=all&labels=module:%20onnx");
  const std::string newest =
      client.get_json(kIssues + "?state=all&sort=updated&per_page=1").at(0).at("updated_at");
  const auto recent = client.get_all(kIssues + "?state=all&since=" + newest);

  CHECK_FALSE(open.empty());
  for (const json& issue : open) CHECK(issue.at("state") == "open");
  CHECK(relevant.size() == 20);
  CHECK_FALSE(recent.empty());
  for (const json& issue : recent) CHECK(issue.at("updated_at") == newest);
}

TEST_CASE("a page that its ETag names is not sent again and costs nothing, until it changes") {
  GithubServer server(generate_world({}));
  TestClient client(server);
  const std::string etag = client.get(kIssues)->get_header_value("etag");
  const std::int64_t points = server.counters().points;

  const auto same = client.get(kIssues, {{"If-None-Match", etag}});
  server.change([](World& world) {
    open_issue(world, "pytorch/pytorch", "A new one", {}, "2026-01-01T00:00:00Z");
  });
  const auto changed = client.get(kIssues, {{"If-None-Match", etag}});

  CHECK(same->status == 304);
  CHECK(same->body.empty());
  CHECK(server.counters().not_modified == 1);
  CHECK(changed->status == 200);
  CHECK(server.counters().points == points + 1);
}

TEST_CASE("what is deleted, moved, renamed or unknown is told by its status") {
  World world = generate_world({});
  delete_issue(world, {"pytorch/pytorch", 1});
  const std::int64_t number = transfer_issue(world, {"pytorch/pytorch", 2}, "microsoft/onnxruntime",
                                             "2026-01-01T00:00:00Z");
  rename_repository(world, "onnx/tensorflow-onnx", "onnx/tf2onnx");
  const GithubServer server(std::move(world));
  TestClient client(server);

  const auto moved = client.get(kIssues + "/2/timeline");
  const auto renamed = client.get("/repos/onnx/tensorflow-onnx/issues?per_page=3");

  CHECK(client.get(kIssues + "/1")->status == 410);
  CHECK(client.get(kIssues + "/99999")->status == 404);
  CHECK(client.get("/repos/nobody/nothing")->status == 404);
  CHECK(moved->status == 301);
  CHECK(moved->get_header_value("location").ends_with(std::to_string(number) + "/timeline"));
  CHECK(renamed->status == 301);
  CHECK(client.get_json(renamed->get_header_value("location")).size() == 3);
}

TEST_CASE("files of pull requests and commits come with their patches, over several pages") {
  const GithubServer server(generate_world({.issues = 40, .pull_requests = 30}));
  TestClient client(server);
  const Repository& home = server.world().at("pytorch/pytorch");
  const auto large = std::ranges::find_if(home.issues, [](const auto& entry) {
    return entry.second.pull_request && entry.second.pull_request->files.size() > 100 &&
           entry.second.pull_request->merged_at;
  });
  REQUIRE(large != home.issues.end());
  const std::string path = "/repos/pytorch/pytorch/pulls/" + std::to_string(large->first);

  const auto files = client.get_all(path + "/files?per_page=100");
  const json pull_request = client.get_json(path);
  const std::string sha = pull_request.at("merge_commit_sha");
  const json commit = client.get_json("/repos/pytorch/pytorch/commits/" + sha);
  const json pulls = client.get_json("/repos/pytorch/pytorch/commits/" + sha + "/pulls");

  CHECK(files.size() == large->second.pull_request->files.size());
  CHECK(files.at(0).at("patch") == *large->second.pull_request->files.at(0).patch);
  CHECK(pull_request.at("merged") == true);
  CHECK(commit.at("files").size() == files.size());
  CHECK(pulls.at(0).at("number") == large->first);
}

TEST_CASE("a search counts what the list holds") {
  const GithubServer server(generate_world({}));
  TestClient client(server);

  const json closed =
      client.get_json("/search/issues?q=repo:pytorch/pytorch%20is:issue%20is:closed&per_page=1");
  const json relevant = client.get_json(
      "/search/issues?q=repo:pytorch/pytorch%20is:issue%20label:%22module:%20onnx%22");

  std::size_t expected = 0;
  for (const auto& [number, issue] : server.world().at("pytorch/pytorch").issues) {
    expected += !issue.pull_request && !issue.open ? 1U : 0U;
  }
  CHECK(closed.at("total_count") == expected);
  CHECK(relevant.at("total_count") == 20);
}

TEST_CASE("a wrong token and a request without a user agent are refused") {
  ServerOptions options;
  options.token = "secret";
  const GithubServer server(generate_world({}), options);
  TestClient client(server);

  CHECK(client.get(kIssues, {{"Authorization", "Bearer secret"}})->status == 200);
  CHECK(client.get(kIssues)->status == 200);
  CHECK(client.get(kIssues, {{"Authorization", "Bearer other"}})->status == 401);
  CHECK(client.get(kIssues, {{"User-Agent", ""}})->status == 403);
}

TEST_CASE("the limit an hour is counted down, told, and given back after its time") {
  FixedClock clock(*parse_iso8601("2026-01-01T00:00:00Z"));
  ServerOptions options;
  options.limits.core_without_token = 2;
  options.now = [&] { return clock.now(); };
  const GithubServer server(generate_world({}), options);
  TestClient client(server);

  const auto first = client.get(kIssues);
  const auto second = client.get(kIssues);
  const auto third = client.get(kIssues);
  clock.set(*parse_iso8601("2026-01-01T01:00:00Z"));
  const auto later = client.get(kIssues);

  CHECK(first->get_header_value("x-ratelimit-remaining") == "1");
  CHECK(second->get_header_value("x-ratelimit-remaining") == "0");
  CHECK(third->status == 403);
  CHECK(third->get_header_value("x-ratelimit-reset") == "1767229200");
  CHECK(later->status == 200);
}

TEST_CASE("an Enterprise server's paths lead to the same, and links stay below them") {
  const GithubServer server(generate_world({}));
  TestClient client(server);

  const auto page = client.get("/api/v3" + kIssues + "?per_page=3");

  CHECK(page->status == 200);
  CHECK(linked(page->get_header_value("link"), "next").starts_with(server.base_url() + "/api/v3/"));
}

}  // namespace faultline::test
