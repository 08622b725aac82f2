#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/screening/decision.h"
#include "data/collected.h"
#include "data/study_file.h"

namespace faultline::collectors {

/// Evidence, in an issue's timeline, that the issue was repaired.
///
/// GitHub's two APIs do not tell the same. Both tell all that closed-by-commit,
/// referenced-by-commit and cross-referenced-by-closed look at. REST does not tell:
/// - which pull request closed an issue, so that closed-by-pull-request never holds;
/// - which issue or pull request a `connected` or `disconnected` event names. `connected` then
/// holds
///   where there are more of the former than of the latter, which is the same unless one subject
///   was disconnected, or connected, twice in a row; and none is known to be a merged pull request.
/// So the rule `strict`, which asks for merged pull requests, needs the GraphQL API to be complete.

/// Whether a predicate holds:
/// - closed-by-commit: a `closed` event names a commit
/// - closed-by-pull-request: a `closed` event names a pull request
/// - referenced-by-commit: a `referenced` event names a commit
/// - cross-referenced-by-closed: a `cross-referenced` event comes from a closed or merged issue or
///   pull request of the same repository
/// - connected: a `connected` event that no later `disconnected` one for the same subject takes
/// back
/// @param repository  the issue's own, "owner/name"; upper and lower case do not count
/// @param timeline    all of the events, in their order
[[nodiscard]] bool holds(data::EvidencePredicate predicate, std::string_view repository,
                         std::span<const data::TimelineEvent> timeline);

/// All predicates that hold, in the order of the enumeration.
[[nodiscard]] std::vector<data::EvidencePredicate> evidence_of_repair(
    std::string_view repository, std::span<const data::TimelineEvent> timeline);

/// What counts as evidence that an issue was repaired: a named set, or any of some predicates. With
/// neither, nothing is asked for.
struct EvidenceRule {
  std::optional<data::EvidenceSet> set = {};
  std::vector<data::EvidencePredicate> any_of = {};
};

/// The rule of [evidence] in study.toml.
[[nodiscard]] EvidenceRule evidence_rule(const data::StudyFile& study);

/// Whether a rule counts the issue as repaired. The reason names all of its parts that hold.
///
/// - any of some predicates, as `holds` has them
/// - `published`, as the published study's script did it: closed-by-commit, referenced-by-commit,
///   cross-referenced-by-closed, where a repository of the same name but of any owner counts as the
///   same, and `connected`, where nothing takes a connection back
/// - `strict`: closed-by-commit, closed by a merged pull request, or connected to a merged one and
///   not disconnected later
/// - no rule: every issue is kept
[[nodiscard]] Decision judge_evidence(const EvidenceRule& rule, std::string_view repository,
                                      std::span<const data::TimelineEvent> timeline);

}  // namespace faultline::collectors
