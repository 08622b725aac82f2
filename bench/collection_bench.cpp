#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include "collectors/github/graphql_answers.h"
#include "data/responses.h"
#include "example_study.h"

namespace faultline::bench {

namespace {

using Json = nlohmann::json;

constexpr int kIssues = 50;
constexpr int kEvents = 100;

Json actor() { return {{"__typename", "User"}, {"login", "somebody"}}; }

/// @param issue  each pull request is named by two issues
Json event(int issue, int i) {
  Json made{{"createdAt", "2024-01-01T00:00:00Z"}, {"actor", actor()}};
  if (i % 4 != 0) {
    made["__typename"] = "LabeledEvent";
    made["label"] = {{"name", "module: onnx"}};
    return made;
  }
  made["__typename"] = "CrossReferencedEvent";
  made["source"] = {{"__typename", "PullRequest"},
                    {"id", fmt::format("PR_{}_{}", issue / 2, i)},
                    {"number", issue / 2 * kEvents + i + 1},
                    {"title", "Fix the export of a model"},
                    {"pullRequestState", "MERGED"},
                    {"mergedAt", "2024-01-01T00:00:00Z"},
                    {"repository", {{"nameWithOwner", "pytorch/pytorch"}}}};
  return made;
}

/// A page of issues as GraphQL answers it, the numbers from `first` on.
std::string page_of_issues(int first) {
  Json nodes = Json::array();
  for (int i = 0; i < kIssues; ++i) {
    Json timeline = Json::array();
    for (int e = 0; e < kEvents; ++e) timeline.push_back(event(first + i, e));
    nodes.push_back(
        {{"id", fmt::format("I_{}", first + i)},
         {"number", first + i},
         {"title", "The exported model gives another result"},
         {"body", std::string(800, 'x')},
         {"state", "CLOSED"},
         {"stateReason", "COMPLETED"},
         {"url", fmt::format("https://github.com/pytorch/pytorch/issues/{}", first + i)},
         {"createdAt", "2024-01-01T00:00:00Z"},
         {"updatedAt", "2024-01-02T00:00:00Z"},
         {"closedAt", "2024-01-02T00:00:00Z"},
         {"author", actor()},
         {"labels", {{"nodes", Json::array({{{"name", "module: onnx"}}})}}},
         {"timelineItems",
          {{"pageInfo", {{"hasNextPage", false}, {"endCursor", nullptr}}},
           {"nodes", std::move(timeline)}}}});
  }
  const Json issues{{"totalCount", kIssues},
                    {"pageInfo", {{"hasNextPage", false}, {"endCursor", nullptr}}},
                    {"nodes", std::move(nodes)}};
  return Json{{"data", {{"repository", {{"issues", issues}}}}}}.dump();
}

/// From an answer's bytes to committed rows, the answer itself kept beside them.
void store_pages_of_issues(benchmark::State& state) {
  ExampleStudy study;
  data::Database& database = study.database();
  collectors::IssueIntake intake(database, 1, "graphql");
  collectors::GraphqlAnswers answers(database, intake, 1);
  int first = 1;
  for (auto _ : state) {
    state.PauseTiming();
    const std::string body = page_of_issues(first);
    first += kIssues;
    state.ResumeTiming();
    const Json parsed = Json::parse(body);
    database.transaction([&] {
      answers.apply(
          {{.about = "issues", .filter = {"all", {}}}, parsed["data"], "2024-02-01T00:00:00Z"});
      data::store_response(database, {.repository_id = 1,
                                      .method = "POST",
                                      .url = "https://api.github.com/graphql",
                                      .request = "{}",
                                      .status = 200,
                                      .received_at = "2024-02-01T00:00:00Z",
                                      .body = body});
    });
  }
  state.SetItemsProcessed(state.iterations() * kIssues * kEvents);
}
BENCHMARK(store_pages_of_issues)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace faultline::bench
