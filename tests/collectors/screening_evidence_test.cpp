#include "collectors/screening/evidence.h"

#include <doctest/doctest.h>

#include "support/collected_study.h"

namespace faultline::collectors {

namespace {

using data::EvidencePredicate;
using data::TimelineEvent;
using test::commit_event;
using test::event;
using test::source_event;
using Timeline = std::vector<TimelineEvent>;

constexpr const char* kOwn = "pytorch/pytorch";

bool is_connected(const Timeline& timeline) {
  return holds(EvidencePredicate::kConnected, kOwn, timeline);
}

Decision published(const Timeline& timeline) {
  return judge_evidence({.set = data::EvidenceSet::kPublished}, kOwn, timeline);
}

Decision strict(const Timeline& timeline) {
  return judge_evidence({.set = data::EvidenceSet::kStrict}, kOwn, timeline);
}

}  // namespace

TEST_CASE("an issue that somebody just closed shows no evidence of repair") {
  const Timeline timeline{event("labeled"), event("closed"), event("referenced"),
                          event("something-new")};

  CHECK(evidence_of_repair(kOwn, timeline).empty());
  CHECK(evidence_of_repair(kOwn, {}).empty());
}

TEST_CASE("a commit that closes or mentions the issue is evidence, each of its own") {
  CHECK(evidence_of_repair(kOwn, Timeline{commit_event("closed")}) ==
        std::vector{EvidencePredicate::kClosedByCommit});
  CHECK(evidence_of_repair(kOwn, Timeline{commit_event("referenced")}) ==
        std::vector{EvidencePredicate::kReferencedByCommit});
  CHECK(evidence_of_repair(kOwn, Timeline{commit_event("merged")}).empty());
}

TEST_CASE("a pull request that closes the issue is evidence, another issue that does is not") {
  CHECK(evidence_of_repair(kOwn, Timeline{source_event("closed", kOwn, 2, "merged")}) ==
        std::vector{EvidencePredicate::kClosedByPullRequest});
  CHECK(evidence_of_repair(kOwn, Timeline{source_event("closed", kOwn, 2, "closed", "issue")})
            .empty());
}

TEST_CASE("only closed and merged sources of the same repository count as cross-references") {
  const auto is_evidence = [](const std::string& repository, const std::string& state) {
    return holds(EvidencePredicate::kCrossReferencedByClosed, kOwn,
                 Timeline{source_event("cross-referenced", repository, 5, state)});
  };

  CHECK(is_evidence("pytorch/pytorch", "closed"));
  CHECK(is_evidence("pytorch/pytorch", "merged"));
  CHECK(is_evidence("PyTorch/PyTorch", "merged"));
  CHECK_FALSE(is_evidence("pytorch/pytorch", "open"));
  CHECK_FALSE(is_evidence("someone/pytorch", "merged"));
  CHECK_FALSE(is_evidence("pytorch/vision", "merged"));
}

TEST_CASE("a source of which nothing is known is no evidence") {
  TimelineEvent hidden = event("cross-referenced");

  CHECK_FALSE(holds(EvidencePredicate::kCrossReferencedByClosed, kOwn, Timeline{hidden}));

  hidden.source_state = "merged";

  CHECK_FALSE(holds(EvidencePredicate::kCrossReferencedByClosed, kOwn, Timeline{hidden}));
  CHECK_FALSE(published(Timeline{hidden}).kept);
}

TEST_CASE("a connection is taken back only by a later disconnection of the same subject") {
  const TimelineEvent connected = source_event("connected", kOwn, 5, "open");
  const TimelineEvent disconnected = source_event("disconnected", kOwn, 5, "open");
  const TimelineEvent other = source_event("disconnected", kOwn, 6, "open");
  const TimelineEvent elsewhere = source_event("disconnected", "a/b", 5, "open");

  CHECK(is_connected({connected}));
  CHECK_FALSE(is_connected({connected, disconnected}));
  CHECK(is_connected({disconnected, connected}));
  CHECK(is_connected({connected, disconnected, connected}));
  CHECK_FALSE(is_connected({connected, connected, disconnected}));
  CHECK(is_connected({connected, other}));
  CHECK(is_connected({connected, elsewhere}));
  CHECK_FALSE(is_connected({disconnected}));
}

TEST_CASE("where subjects are not named, more connections than disconnections are needed") {
  CHECK(is_connected({event("connected")}));
  CHECK(is_connected({event("connected"), event("disconnected"), event("connected")}));
  CHECK_FALSE(is_connected({event("connected"), event("disconnected")}));
  CHECK_FALSE(is_connected({event("disconnected")}));
}

TEST_CASE("a study's own rule keeps an issue where any of its predicates holds, and says which") {
  const EvidenceRule rule{
      .any_of = {EvidencePredicate::kClosedByCommit, EvidencePredicate::kReferencedByCommit}};

  CHECK(judge_evidence(rule, kOwn, Timeline{commit_event("referenced"), commit_event("closed")}) ==
        Decision{true, "closed-by-commit, referenced-by-commit"});
  CHECK(judge_evidence(rule, kOwn, Timeline{event("connected")}) ==
        Decision{false, "no evidence of repair"});
}

TEST_CASE("a study without a rule asks for no evidence") {
  CHECK(judge_evidence({}, kOwn, {}).kept);
}

TEST_CASE("the published rule takes repositories of the same name for the same") {
  CHECK(published({source_event("cross-referenced", "someone/pytorch", 5, "closed")}) ==
        Decision{true, "cross-referenced-by-closed"});
  CHECK_FALSE(published({source_event("cross-referenced", "pytorch/vision", 5, "closed")}).kept);
  CHECK_FALSE(published({source_event("cross-referenced", "someone/pytorch", 5, "open")}).kept);
}

TEST_CASE("the published rule does not notice that a connection was taken back") {
  CHECK(published({event("connected"), event("disconnected")}) == Decision{true, "connected"});
  CHECK_FALSE(published({event("disconnected")}).kept);
}

TEST_CASE("the published rule does not know which pull request closed an issue") {
  CHECK_FALSE(published({source_event("closed", kOwn, 5, "merged")}).kept);
  CHECK(published({commit_event("closed")}).kept);
  CHECK(published({commit_event("referenced")}).kept);
}

TEST_CASE("the strict rule wants a commit or a merged pull request") {
  CHECK(strict({commit_event("closed")}).kept);
  CHECK(strict({source_event("closed", kOwn, 5, "merged")}) ==
        Decision{true, "closed-by-merged-pull-request"});
  CHECK(strict({source_event("connected", kOwn, 5, "merged")}) ==
        Decision{true, "connected-to-merged-pull-request"});
  CHECK_FALSE(strict({source_event("closed", kOwn, 5, "closed")}).kept);
  CHECK_FALSE(strict({source_event("connected", kOwn, 5, "closed")}).kept);
  CHECK_FALSE(strict({source_event("connected", kOwn, 5, "merged"),
                      source_event("disconnected", kOwn, 5, "merged")})
                  .kept);
  CHECK_FALSE(strict({commit_event("referenced"), event("connected"),
                      source_event("cross-referenced", kOwn, 5, "merged")})
                  .kept);
}

}  // namespace faultline::collectors
