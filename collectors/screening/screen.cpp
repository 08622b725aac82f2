#include "collectors/screening/screen.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "collectors/screening/evidence.h"
#include "collectors/screening/screened_issues.h"
#include "data/statement.h"

namespace faultline::collectors {

namespace {

constexpr const char* kRelevant = "relevant";
constexpr const char* kEvidence = "evidence";

/// The stored decisions, of which those that are not made again are removed at the end.
class StoredDecisions {
 public:
  explicit StoredDecisions(data::Database& database)
      : store_(database, R"sql(
          insert into screening (issue_id, step, kept, reason)
          values (?, ?, ?, ?)
          on conflict (issue_id, step) do update
          set kept = excluded.kept, reason = excluded.reason
        )sql"),
        remove_(database, "delete from screening where issue_id = ? and step = ?") {
    data::Statement query(database, "select issue_id, step, kept, reason from screening");
    while (query.step()) {
      old_.emplace(std::pair(query.integer(0), query.text(1)),
                   Decision{query.integer(2) != 0, query.text(3)});
    }
  }

  /// @return whether it is another one than the stored one
  bool store(std::int64_t issue_id, const std::string& step, const Decision& decision) {
    const auto old = old_.find({issue_id, step});
    const bool same = old != old_.end() && old->second == decision;
    if (old != old_.end()) old_.erase(old);
    if (!same) store_.bind(issue_id, step, decision.kept, decision.reason).run();
    return !same;
  }

  /// @return of how many issues nothing is left
  std::int64_t remove_others() {
    std::int64_t issues = 0;
    for (const auto& [key, decision] : old_) {
      remove_.bind(key.first, key.second).run();
      if (key.second == kRelevant) ++issues;
    }
    return issues;
  }

 private:
  data::Statement store_;
  data::Statement remove_;
  std::map<std::pair<std::int64_t, std::string>, Decision> old_;
};

/// What any of some decisions found, without those that found nothing.
std::string all_reasons(std::initializer_list<Decision> decisions) {
  std::vector<std::string> reasons;
  for (const Decision& decision : decisions) {
    if (!decision.kept) continue;
    for (const std::string& part : split(decision.reason, ',')) {
      std::string reason(trim(part));
      if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
        reasons.push_back(std::move(reason));
      }
    }
  }
  return join(reasons, ", ");
}

}  // namespace

Screening screen(data::Database& database, const data::StudyFile& study) {
  Screening result;
  const EvidenceRule rule = evidence_rule(study);
  database.transaction([&] {
    StoredDecisions decisions(database);
    for_each_screened_issue(database, study, [&](const ScreenedIssue& issue) {
      ++result.issues;
      bool changed = decisions.store(issue.id, kRelevant, issue.relevance);
      if (issue.relevance.kept) {
        const std::string& repository = study.converters[issue.converter].repository;
        const Decision evidence = judge_evidence(rule, repository, issue.timeline);
        changed = decisions.store(issue.id, kEvidence, evidence) || changed;
      }
      if (changed) ++result.changed;
    });
    result.dropped = decisions.remove_others();
  });
  return result;
}

EvidenceComparison compare_evidence(data::Database& database, const data::StudyFile& study) {
  EvidenceComparison comparison;
  for (const data::ConverterProtocol& converter : study.converters) {
    comparison.converters.push_back({.converter = converter.name});
  }
  const EvidenceRule own_rule = evidence_rule(study);
  const EvidenceRule published_rule{.set = data::EvidenceSet::kPublished};
  const EvidenceRule strict_rule{.set = data::EvidenceSet::kStrict};
  for_each_screened_issue(database, study, [&](const ScreenedIssue& issue) {
    if (!issue.relevance.kept) return;
    const std::string& repository = study.converters[issue.converter].repository;
    const Decision own = judge_evidence(own_rule, repository, issue.timeline);
    const Decision published = judge_evidence(published_rule, repository, issue.timeline);
    const Decision strict = judge_evidence(strict_rule, repository, issue.timeline);
    EvidenceCounts& counts = comparison.converters[issue.converter];
    ++counts.relevant;
    if (own.kept) ++counts.study;
    if (published.kept) ++counts.published;
    if (strict.kept) ++counts.strict;
    if (own.kept == published.kept && own.kept == strict.kept) return;
    comparison.differences.push_back({.repository = repository,
                                      .number = issue.number,
                                      .study = own.kept,
                                      .published = published.kept,
                                      .strict = strict.kept,
                                      .reason = all_reasons({own, published, strict})});
  });
  return comparison;
}

}  // namespace faultline::collectors
