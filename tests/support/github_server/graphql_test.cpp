#include <doctest/doctest.h>

#include "support/github_server/change_world.h"
#include "support/github_server/expected.h"
#include "support/github_server/generate_world.h"
#include "support/github_server/test_client.h"

namespace faultline::test {

namespace {

using nlohmann::json;

constexpr const char* kIssue = R"(
query ($number: Int!, $after: String) {
  repository(owner: "pytorch", name: "pytorch") {
    issue(number: $number) {
      id title body state
      author { ...Login }
      timelineItems(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          __typename
          ... on IssueComment { databaseId author { ...Login } createdAt updatedAt body }
          ... on ClosedEvent {
            actor { ...Login }
            closer { __typename ... on Commit { oid } ... on PullRequest { ...Pull } }
          }
          ... on ReferencedEvent { commit { oid } }
          ... on CrossReferencedEvent {
            source { __typename ... on Issue { ...Plain } ... on PullRequest { ...Pull } }
          }
          ... on ConnectedEvent { subject { __typename ... on PullRequest { ...Pull } } }
          ... on DisconnectedEvent { subject { __typename ... on PullRequest { ...Pull } } }
          ... on LabeledEvent { label { name } }
          ... on UnlabeledEvent { label { name } }
        }
      }
    }
  }
}
fragment Login on Actor { __typename login }
fragment Plain on Issue { number issueState: state repository { nameWithOwner } }
fragment Pull on PullRequest { number pullState: state repository { nameWithOwner } }
)";

std::optional<std::string> login(const json& actor) {
  if (actor.is_null()) return std::nullopt;
  const std::string name = actor.at("login");
  return actor.at("__typename") == "Bot" ? name + "[bot]" : name;
}

/// The other issue, pull request or commit that an event names, as one text.
std::string other_of(const json& node) {
  for (const char* field : {"closer", "source", "subject", "commit"}) {
    if (!node.contains(field) || node[field].is_null()) continue;
    const json& other = node[field];
    if (other.contains("oid")) return other["oid"];
    const bool pull_request = other.contains("pullState");
    return other.at("repository").at("nameWithOwner").get<std::string>() + "#" +
           std::to_string(other.at("number").get<std::int64_t>()) + " " +
           (pull_request ? other["pullState"] : other["issueState"]).get<std::string>();
  }
  return node.contains("label") ? node["label"].at("name").get<std::string>() : "";
}

std::string other_of(const data::TimelineEvent& event) {
  if (event.commit_sha) return *event.commit_sha;
  if (event.label) return *event.label;
  if (!event.source_number) return "";
  std::string state = *event.source_state;
  for (char& c : state) c = static_cast<char>(c - 'a' + 'A');
  return *event.source_repository + "#" + std::to_string(*event.source_number) + " " + state;
}

std::string message_of(const json& answer) { return answer.at("errors").at(0).at("message"); }

std::string issues_query(const std::string& inner, const std::string& arguments = "first: 10") {
  return R"({ repository(owner: "pytorch", name: "pytorch") { issues()" + arguments + ") { " +
         inner + " } } }";
}

}  // namespace

TEST_CASE("GraphQL tells of every issue what the world holds") {
  const GithubServer server(generate_world({.issues = 25, .pull_requests = 8}));
  TestClient client(server);

  for (const auto& [number, issue] : server.world().at("pytorch/pytorch").issues) {
    if (issue.pull_request) continue;
    const data::CollectedIssue expected =
        expected_issue(server.world(), {"pytorch/pytorch", number}, Api::kGraphql);
    std::vector<data::CollectedComment> comments;
    std::vector<std::string> others;
    json after;
    json read;
    do {
      read = client.graphql(kIssue, {{"number", number}, {"after", after}})
                 .at("data")
                 .at("repository")
                 .at("issue");
      for (const json& node : read.at("timelineItems").at("nodes")) {
        if (node.at("__typename") == "IssueComment") {
          comments.push_back({node.at("databaseId"), login(node.at("author")), node.at("createdAt"),
                              node.at("updatedAt").get<std::string>(), node.at("body")});
        } else {
          others.push_back(other_of(node));
        }
      }
      after = read.at("timelineItems").at("pageInfo").at("endCursor");
    } while (read.at("timelineItems").at("pageInfo").at("hasNextPage").get<bool>());

    CHECK(read.at("id") == *expected.node_id);
    CHECK(read.at("title") == expected.title);
    CHECK(read.at("body") == expected.body.value_or(""));
    CHECK(login(read.at("author")) == expected.author);
    CHECK(comments == expected.comments);
    REQUIRE(others.size() == expected.timeline.size());
    for (std::size_t i = 0; i < others.size(); ++i) {
      CHECK(others[i] == other_of(expected.timeline[i]));
    }
  }
}

TEST_CASE("a list goes on behind an issue that has left its place meanwhile") {
  GithubServer server(generate_world({}));
  TestClient client(server);
  const std::string order = "first: 20, orderBy: {field: UPDATED_AT, direction: ASC}";
  const std::string inner = "totalCount pageInfo { endCursor } nodes { number }";
  const json first = client.graphql(issues_query(inner, order)).at("data").at("repository");
  const std::string cursor = first.at("issues").at("pageInfo").at("endCursor");
  const std::int64_t last = first.at("issues").at("nodes").back().at("number");
  const std::string rest = order + ", after: \"" + cursor + "\"";
  const json before = client.graphql(issues_query(inner, rest));

  server.change([&](World& world) {
    add_comment(world, {"pytorch/pytorch", last}, "ada", "Any news?", "2026-01-01T00:00:00Z");
  });

  CHECK(client.graphql(issues_query(inner, rest)) == before);
}

TEST_CASE("issues are filtered by state, label and time, and pull requests are none of them") {
  const GithubServer server(generate_world({}));
  TestClient client(server);

  const json all = client.graphql(issues_query("totalCount"));
  const json relevant = client.graphql(issues_query("totalCount", R"(labels: ["module: onnx"])"));
  const json closed = client.graphql(issues_query("nodes { state }", "first: 50, states: CLOSED"));
  const json none =
      client.graphql(issues_query("totalCount", R"(filterBy: {since: "2026-01-01T00:00:00Z"})"));

  const auto total = [](const json& answer) {
    return answer.at("data").at("repository").at("issues").at("totalCount");
  };
  CHECK(total(all) == 60);
  CHECK(total(relevant) == 20);
  CHECK(total(none) == 0);
  for (const json& node : closed.at("data").at("repository").at("issues").at("nodes")) {
    CHECK(node.at("state") == "CLOSED");
  }
}

TEST_CASE("many nodes are asked for by id, and those that are gone are null with an error") {
  const GithubServer server(generate_world({}));
  TestClient client(server);
  const Repository& home = server.world().at("pytorch/pytorch");
  const std::string id = issue_node(home, home.issues.begin()->second);

  const json answer = client.graphql("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
                                     {{"ids", {id, "I_1_99999"}}});

  CHECK(answer.at("data").at("nodes").at(0).at("id") == id);
  CHECK(answer.at("data").at("nodes").at(1).is_null());
  CHECK(answer.at("errors").at(0).at("type") == "NOT_FOUND");
  CHECK(answer.at("errors").at(0).at("path") == json::array({"nodes", 1}));
}

TEST_CASE("a repository that is unknown is null with GitHub's sentence") {
  const GithubServer server(generate_world({}));
  TestClient client(server);

  const json answer = client.graphql(R"({ repository(owner: "no", name: "body") { id } })");

  CHECK(answer.at("data").at("repository").is_null());
  CHECK(message_of(answer) == "Could not resolve to a Repository with the name 'no/body'.");
}

TEST_CASE("a wrong query is refused before it runs") {
  const GithubServer server(generate_world({}));
  TestClient client(server);
  const auto refusal = [&](const std::string& query) {
    const json answer = client.graphql(query);
    CHECK_FALSE(answer.contains("data"));
    return message_of(answer);
  };

  CHECK(refusal(issues_query("nodes { nonsense }")) ==
        "Field 'nonsense' doesn't exist on type 'Issue'");
  CHECK(refusal(issues_query("totalCount", "colour: 3")) ==
        "Field 'issues' doesn't accept argument 'colour'");
  CHECK(refusal(issues_query("nodes { id }", "states: OPEN")).starts_with("You must provide a"));
  CHECK(refusal(issues_query("nodes { id }", "first: 101"))
            .starts_with("Requesting 101 records on the `issues` connection"));
  CHECK(refusal(issues_query("nodes")).starts_with("Field must have selections"));
  CHECK(refusal(issues_query("totalCount", "states: SHUT")).find("SHUT") != std::string::npos);
  CHECK(refusal("query ($x: Int) { rateLimit { cost } }").find("not used") != std::string::npos);
  CHECK(refusal("{ rateLimit { ...Gone } }").find("not defined") != std::string::npos);
  CHECK(refusal("{ rateLimit { cost }").starts_with("Parse error"));
}

TEST_CASE("a query is priced by the nodes that it may return") {
  const GithubServer server(generate_world({}));
  TestClient client(server);
  const std::string timeline = "timelineItems(first: 100) { nodes { __typename } }";
  const std::string issues = R"(repository(owner: "pytorch", name: "pytorch") {
      issues(first: 100) { nodes { )" +
                             timeline + " } } }";

  const json priced = client.graphql("{ " + issues + " rateLimit { cost nodeCount remaining } }");
  const json& limit = priced.at("data").at("rateLimit");
  CHECK(limit.at("nodeCount") == 100 + 100 * 100);
  CHECK(limit.at("cost") == 1);
  CHECK(limit.at("remaining") == 4999);
}

TEST_CASE("more nodes than the limit are refused") {
  const GithubServer server(generate_world({}));
  TestClient client(server);
  std::string query = "{";
  for (int i = 0; i < 50; ++i) {
    query += " r" + std::to_string(i) + R"(: repository(owner: "pytorch", name: "pytorch") {
      issues(first: 100) { nodes { comments(first: 100) { nodes { id } } } } })";
  }

  const json answer = client.graphql(query + " }");

  CHECK(answer.at("errors").at(0).at("type") == "MAX_NODE_LIMIT_EXCEEDED");
}

TEST_CASE("a server under load answers no more than so many objects") {
  ServerOptions options;
  options.graphql_objects = 20;
  const GithubServer server(generate_world({}), options);
  TestClient client(server);

  CHECK(client.post(issues_query("nodes { id }", "first: 21"))->status == 502);
  CHECK(client.post(issues_query("nodes { id }", "first: 20"))->status == 200);
}

}  // namespace faultline::test
