#include "collectors/screening/evidence.h"

#include <algorithm>

#include "base/text.h"

namespace faultline::collectors {

namespace {

using data::EvidencePredicate;
using data::TimelineEvent;
using Timeline = std::span<const TimelineEvent>;

bool names_pull_request(const TimelineEvent& event) { return event.source_kind == "pull-request"; }

bool names_merged_pull_request(const TimelineEvent& event) {
  return names_pull_request(event) && event.source_state == "merged";
}

bool has_commit_event(Timeline timeline, std::string_view event_name) {
  return std::any_of(timeline.begin(), timeline.end(), [&](const TimelineEvent& event) {
    return event.event == event_name && event.commit_sha;
  });
}

bool is_closed_by_pull_request(Timeline timeline) {
  return std::any_of(timeline.begin(), timeline.end(), [](const TimelineEvent& event) {
    return event.event == "closed" && names_pull_request(event);
  });
}

bool is_closed_by_merged_pull_request(Timeline timeline) {
  return std::any_of(timeline.begin(), timeline.end(), [](const TimelineEvent& event) {
    return event.event == "closed" && names_merged_pull_request(event);
  });
}

/// "pytorch" of "someone/pytorch".
std::string_view name_part(std::string_view repository) {
  return repository.substr(repository.find('/') + 1);
}

bool same_repository(std::string_view a, std::string_view b) { return to_lower(a) == to_lower(b); }

bool same_name(std::string_view a, std::string_view b) {
  return same_repository(name_part(a), name_part(b));
}

using SameRepository = bool (*)(std::string_view, std::string_view);

bool is_cross_referenced_by_closed(std::string_view repository, Timeline timeline,
                                   SameRepository same) {
  return std::any_of(timeline.begin(), timeline.end(), [&](const TimelineEvent& event) {
    return event.event == "cross-referenced" && event.source_repository &&
           (event.source_state == "closed" || event.source_state == "merged") &&
           same(*event.source_repository, repository);
  });
}

bool same_subject(const TimelineEvent& a, const TimelineEvent& b) {
  return a.source_number == b.source_number && a.source_repository && b.source_repository &&
         same_repository(*a.source_repository, *b.source_repository);
}

/// Whether a `connected` event that names its subject is the last word on it.
bool is_still_connected(Timeline timeline, std::size_t connected) {
  return std::none_of(timeline.begin() + static_cast<std::ptrdiff_t>(connected) + 1, timeline.end(),
                      [&](const TimelineEvent& later) {
                        return later.event == "disconnected" &&
                               same_subject(later, timeline[connected]);
                      });
}

std::ptrdiff_t count_without_subject(Timeline timeline, std::string_view event_name) {
  return std::count_if(timeline.begin(), timeline.end(), [&](const TimelineEvent& event) {
    return event.event == event_name && !event.source_number;
  });
}

bool is_connected(Timeline timeline) {
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    const bool names_subject = timeline[i].event == "connected" && timeline[i].source_number;
    if (names_subject && is_still_connected(timeline, i)) return true;
  }
  return count_without_subject(timeline, "connected") >
         count_without_subject(timeline, "disconnected");
}

bool was_ever_connected(Timeline timeline) {
  return std::any_of(timeline.begin(), timeline.end(),
                     [](const TimelineEvent& event) { return event.event == "connected"; });
}

bool is_connected_to_merged_pull_request(Timeline timeline) {
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    const TimelineEvent& event = timeline[i];
    if (event.event != "connected" || !names_merged_pull_request(event)) continue;
    if (is_still_connected(timeline, i)) return true;
  }
  return false;
}

std::vector<std::string> published_evidence(std::string_view repository, Timeline timeline) {
  std::vector<std::string> found;
  const auto add = [&](EvidencePredicate predicate) { found.emplace_back(id_of(predicate)); };
  if (has_commit_event(timeline, "closed")) add(EvidencePredicate::kClosedByCommit);
  if (has_commit_event(timeline, "referenced")) add(EvidencePredicate::kReferencedByCommit);
  if (is_cross_referenced_by_closed(repository, timeline, same_name)) {
    add(EvidencePredicate::kCrossReferencedByClosed);
  }
  if (was_ever_connected(timeline)) add(EvidencePredicate::kConnected);
  return found;
}

std::vector<std::string> strict_evidence(Timeline timeline) {
  std::vector<std::string> found;
  if (has_commit_event(timeline, "closed")) {
    found.emplace_back(id_of(EvidencePredicate::kClosedByCommit));
  }
  if (is_closed_by_merged_pull_request(timeline)) {
    found.emplace_back("closed-by-merged-pull-request");
  }
  if (is_connected_to_merged_pull_request(timeline)) {
    found.emplace_back("connected-to-merged-pull-request");
  }
  return found;
}

std::vector<std::string> evidence_by(const EvidenceRule& rule, std::string_view repository,
                                     Timeline timeline) {
  if (rule.set == data::EvidenceSet::kPublished) return published_evidence(repository, timeline);
  if (rule.set == data::EvidenceSet::kStrict) return strict_evidence(timeline);
  std::vector<std::string> found;
  for (const EvidencePredicate predicate : rule.any_of) {
    if (holds(predicate, repository, timeline)) found.emplace_back(id_of(predicate));
  }
  return found;
}

}  // namespace

bool holds(EvidencePredicate predicate, std::string_view repository, Timeline timeline) {
  switch (predicate) {
    case EvidencePredicate::kClosedByCommit:
      return has_commit_event(timeline, "closed");
    case EvidencePredicate::kClosedByPullRequest:
      return is_closed_by_pull_request(timeline);
    case EvidencePredicate::kReferencedByCommit:
      return has_commit_event(timeline, "referenced");
    case EvidencePredicate::kCrossReferencedByClosed:
      return is_cross_referenced_by_closed(repository, timeline, same_repository);
    case EvidencePredicate::kConnected:
      return is_connected(timeline);
  }
  return false;
}

std::vector<EvidencePredicate> evidence_of_repair(std::string_view repository, Timeline timeline) {
  std::vector<EvidencePredicate> found;
  for (const data::EvidencePredicateName& known : data::kEvidencePredicates) {
    if (holds(known.predicate, repository, timeline)) found.push_back(known.predicate);
  }
  return found;
}

EvidenceRule evidence_rule(const data::StudyFile& study) {
  return {.set = study.evidence_set, .any_of = study.evidence};
}

Decision judge_evidence(const EvidenceRule& rule, std::string_view repository, Timeline timeline) {
  if (!rule.set && rule.any_of.empty()) return {true, "the study asks for no evidence"};
  const std::vector<std::string> found = evidence_by(rule, repository, timeline);
  if (found.empty()) return {false, "no evidence of repair"};
  return {true, join(found, ", ")};
}

}  // namespace faultline::collectors
