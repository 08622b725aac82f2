#include "collectors/screening/screened_issues.h"

#include <vector>

#include "collectors/screening/relevance.h"
#include "data/statement.h"

namespace faultline::collectors {

namespace {

/// Reads what hangs on an issue, with statements that are prepared once.
class IssueParts {
 public:
  explicit IssueParts(data::Database& database)
      : labels_(database, "select name from issue_label where issue_id = ? order by name"),
        events_(database, R"sql(
          select event, actor, created_at, commit_sha, source_kind, source_repository,
            source_number, source_state, label
          from timeline_event
          where issue_id = ?
          order by position
        )sql") {}

  void read_labels(std::int64_t issue_id, std::vector<std::string>& labels) {
    labels.clear();
    labels_.bind(issue_id);
    while (labels_.step()) labels.push_back(labels_.text(0));
  }

  void read_timeline(std::int64_t issue_id, std::vector<data::TimelineEvent>& timeline) {
    timeline.clear();
    events_.bind(issue_id);
    while (events_.step()) {
      timeline.push_back({.event = events_.text(0),
                          .actor = events_.optional_text(1),
                          .created_at = events_.optional_text(2),
                          .commit_sha = events_.optional_text(3),
                          .source_kind = events_.optional_text(4),
                          .source_repository = events_.optional_text(5),
                          .source_number = events_.optional_integer(6),
                          .source_state = events_.optional_text(7),
                          .label = events_.optional_text(8)});
    }
  }

 private:
  data::Statement labels_;
  data::Statement events_;
};

}  // namespace

void for_each_screened_issue(data::Database& database, const data::StudyFile& study,
                             const std::function<void(const ScreenedIssue&)>& take) {
  data::Statement issues(database, R"sql(
    select issue.id, issue.number, issue.state, issue.gone
    from issue
    join repository on repository.id = issue.repository_id
    where repository.name = ? and issue.collected_at is not null
    order by issue.number
  )sql");
  IssueParts parts(database);
  IssueTraits traits;
  std::vector<data::TimelineEvent> timeline;
  for (std::size_t i = 0; i < study.converters.size(); ++i) {
    issues.bind(study.converters[i].repository);
    while (issues.step()) {
      ScreenedIssue issue{
          .id = issues.integer(0), .number = issues.integer(1), .converter = i, .relevance = {}};
      traits.state = issues.optional_text(2);
      traits.gone = issues.optional_text(3);
      parts.read_labels(issue.id, traits.labels);
      issue.relevance = relevance(study.converters[i], traits);
      if (issue.relevance.kept) {
        parts.read_timeline(issue.id, timeline);
        issue.timeline = timeline;
      }
      take(issue);
    }
  }
}

}  // namespace faultline::collectors
