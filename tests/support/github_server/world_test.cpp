#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "support/github_server/change_world.h"
#include "support/github_server/expected.h"
#include "support/github_server/generate_world.h"

namespace faultline::test {

namespace {

const Reference kFirst{"pytorch/pytorch", 1};

bool same_issues(const World& a, const World& b) {
  for (const auto& [number, issue] : a.at("pytorch/pytorch").issues) {
    const Reference reference{"pytorch/pytorch", number};
    if (expected_issue(a, reference, Api::kGraphql) !=
        expected_issue(b, reference, Api::kGraphql)) {
      return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("the same seed and size give the same world, another seed another") {
  const World world = generate_world({.seed = 7});

  CHECK(same_issues(world, generate_world({.seed = 7})));
  CHECK_FALSE(same_issues(world, generate_world({.seed = 8})));
}

TEST_CASE("a world is as large as it was asked for, and fills pages to their edges") {
  const World world = generate_world({.issues = 90, .relevant = 30, .pull_requests = 20});

  std::int64_t issues = 0;
  std::int64_t relevant = 0;
  std::set<std::size_t> comments;
  std::set<std::size_t> events;
  for (const auto& [number, issue] : world.at("pytorch/pytorch").issues) {
    if (issue.pull_request) continue;
    ++issues;
    relevant += std::ranges::count(issue.labels, kRelevantLabel);
    comments.insert(issue.comments.size());
    events.insert(issue.timeline.size());
  }
  CHECK(issues == 90);
  CHECK(relevant == 30);
  for (const std::size_t size : {99U, 100U, 101U}) {
    CHECK(comments.contains(size));
    CHECK(events.contains(size));
  }
  CHECK(*comments.rbegin() == 200);
  CHECK(*events.rbegin() == 300);
}

TEST_CASE("a world holds every kind of event, and pull requests of several pages of files") {
  const World world = generate_world({.issues = 200, .pull_requests = 60});

  std::set<std::string> kinds;
  std::size_t most_files = 0;
  for (const auto& [number, issue] : world.at("pytorch/pytorch").issues) {
    for (const Event& event : issue.timeline) kinds.insert(event.event);
    if (issue.pull_request) most_files = std::max(most_files, issue.pull_request->files.size());
  }

  for (const char* kind : {"closed", "referenced", "cross-referenced", "connected", "disconnected",
                           "labeled", "unlabeled", "renamed", "transferred", "reopened", "assigned",
                           "mentioned", "subscribed", "quantum_entangled"}) {
    CAPTURE(kind);
    CHECK(kinds.contains(kind));
  }
  CHECK(most_files > 100);
}

TEST_CASE("a timeline is in the order of time, and an issue is not older than its last event") {
  const World world = generate_world({});

  for (const auto& [number, issue] : world.at("pytorch/pytorch").issues) {
    CHECK(std::ranges::is_sorted(issue.timeline, {}, &Event::created_at));
    CHECK(std::ranges::is_sorted(issue.comments, {}, &Comment::created_at));
    if (!issue.timeline.empty()) CHECK(issue.updated_at >= issue.timeline.back().created_at);
  }
}

TEST_CASE("a change touches the issue's time of update") {
  World world = generate_world({});

  edit_title(world, kFirst, "A better title", "2026-01-01T00:00:00Z");

  CHECK(world.at(kFirst).title == "A better title");
  CHECK(world.at(kFirst).updated_at == "2026-01-01T00:00:00Z");
  CHECK(world.at(kFirst).timeline.back().event == "renamed");
}

TEST_CASE("merging a pull request leaves the time of update of those who refer to it alone") {
  World world = generate_world({});
  Repository& home = world.at("pytorch/pytorch");
  const auto found = std::ranges::find_if(home.issues, [](const auto& entry) {
    return entry.second.pull_request && entry.second.open;
  });
  REQUIRE(found != home.issues.end());
  const Reference pull_request{home.name, found->first};
  Event event;
  event.event = "cross-referenced";
  event.other = pull_request;
  add_event(world, kFirst, event, "2026-01-01T00:00:00Z");

  merge_pull_request(world, pull_request, "2026-01-02T00:00:00Z");

  CHECK(world.at(kFirst).updated_at == "2026-01-01T00:00:00Z");
  CHECK(expected_issue(world, kFirst, Api::kRest).timeline.back().source_state == "merged");
}

TEST_CASE(
    "a transferred issue is found at its new place, a deleted one and what names it nowhere") {
  World world = generate_world({});
  const std::string title = world.at(kFirst).title;
  const Reference second{"pytorch/pytorch", 2};
  Event event;
  event.event = "cross-referenced";
  event.other = second;

  const std::int64_t number =
      transfer_issue(world, kFirst, "microsoft/onnxruntime", "2026-01-01T00:00:00Z");
  const Reference now{"microsoft/onnxruntime", number};
  add_event(world, now, event, "2026-01-02T00:00:00Z");
  const std::size_t events = expected_issue(world, now, Api::kRest).timeline.size();
  delete_issue(world, second);

  CHECK(world.issue(kFirst).issue->title == title);
  CHECK(world.issue(kFirst).repository->name == "microsoft/onnxruntime");
  CHECK(world.issue(second).issue == nullptr);
  CHECK(expected_issue(world, now, Api::kRest).timeline.size() == events - 1);
}

}  // namespace faultline::test
