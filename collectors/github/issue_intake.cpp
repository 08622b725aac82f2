#include "collectors/github/issue_intake.h"

#include <algorithm>
#include <chrono>

#include "base/clock.h"
#include "base/text.h"

namespace faultline::collectors {

namespace {

/// GitHub's times are whole seconds: what happens within the one in which an issue is read may not
/// be in the answer, and does not show in the update time either.
constexpr std::chrono::seconds kTooClose{2};

bool read_too_close_to_update(const std::string& read_at, const std::string& updated_at) {
  const auto read = parse_iso8601(read_at);
  const auto updated = parse_iso8601(updated_at);
  return read && updated && *read >= *updated && *read - *updated < kTooClose;
}

}  // namespace

std::string fix_subject(const data::FixName& name) {
  return name.kind + " " + name.repository + " " + name.ref;
}

data::FixName parse_fix_subject(const std::string& subject) {
  std::vector<std::string> parts = split(subject, ' ');
  parts.resize(3);
  return {parts[0], parts[1], parts[2]};
}

IssueIntake::IssueIntake(data::Database& database, std::int64_t repository_id, std::string api)
    : repository_id_(repository_id), api_(std::move(api)), store_(database), pending_(database) {}

bool IssueIntake::wants(const data::CollectedIssue& issue, const data::IssueFilter& filter) {
  const auto carries = [&](const std::string& wanted) {
    return std::ranges::any_of(issue.labels, [&](const std::string& label) {
      return to_lower(label) == to_lower(wanted);
    });
  };
  if ((filter.state == "all" || filter.state == issue.state) &&
      std::ranges::all_of(filter.labels, carries)) {
    return true;
  }
  const auto known = store_.find_issue(repository_id_, issue.number);
  return known && known->updated_at;
}

bool IssueIntake::is_up_to_date(const data::CollectedIssue& issue) {
  const auto known = store_.find_issue(repository_id_, issue.number);
  if (!known || known->updated_at != issue.updated_at) return false;
  if (pending_.has_issue(repository_id_, issue.number)) return true;
  return known->collected_at && !read_too_close_to_update(*known->collected_at, issue.updated_at);
}

void IssueIntake::note_change(std::int64_t issue_id, std::int64_t changes_before) {
  if (store_.changes() == changes_before || !counted_.insert(issue_id).second) return;
  ++tally_.changed;
}

void IssueIntake::begin_issue(const data::CollectedIssue& issue, const std::string& read_at) {
  const auto known = store_.find_issue(repository_id_, issue.number);
  const bool is_new = !known || !known->updated_at;
  const std::int64_t before = store_.changes();
  const std::int64_t id = store_.store_issue(repository_id_, issue, read_at);
  if (is_new) {
    ++tally_.added;
    counted_.insert(id);
  }
  note_change(id, before);
  forget_issue(issue.number);
}

void IssueIntake::forget_issue(std::int64_t number) {
  for (const char* kind : {"issue", "comments", "timeline"}) {
    const auto row = pending_.find(repository_id_, kind, std::to_string(number));
    if (row) pending_.remove(*row);
  }
}

void IssueIntake::expect(std::int64_t number, const std::string& kind,
                         const std::optional<std::string>& node, const std::string& next) {
  pending_.add({.repository_id = repository_id_,
                .api = api_,
                .kind = kind,
                .subject = std::to_string(number),
                .node_id = node,
                .next = next});
}

data::Pending IssueIntake::expected(std::int64_t number, const std::string& kind,
                                    const std::optional<std::string>& node) {
  auto row = pending_.find(repository_id_, kind, std::to_string(number));
  if (row) return *std::move(row);
  return {.repository_id = repository_id_,
          .api = api_,
          .kind = kind,
          .subject = std::to_string(number),
          .node_id = node};
}

void IssueIntake::go_on(data::Pending row, const std::optional<std::string>& next) {
  row.next = next;
  if (!next) {
    if (row.id != 0) pending_.remove(row);
  } else if (row.id == 0) {
    pending_.add(row);
  } else {
    pending_.go_on(row);
  }
}

void IssueIntake::take_timeline(std::int64_t number, const TimelinePage& page,
                                const std::optional<std::string>& node,
                                const std::optional<std::string>& next,
                                const std::string& read_at) {
  const auto issue = store_.find_issue(repository_id_, number);
  if (!issue) return;
  data::Pending row = expected(number, "timeline", node);
  const std::int64_t before = store_.changes();
  store_.store_events(issue->id, row.seen, page.events, !next);
  row.seen += static_cast<std::int64_t>(page.events.size());
  if (api_ == "graphql") {
    row.seen_comments = store_.store_comments(issue->id, row.seen_comments, page.comments, !next);
  }
  for (const data::NamedFix& named : page.fixes) {
    const data::FixName name{named.fix.kind, named.fix.repository, named.fix.ref};
    // Names on GitHub have no spaces; what has one could never be taken off the queue.
    if (parse_fix_subject(fix_subject(name)) != name) continue;
    if (!store_.store_fix(issue->id, named.fix)) continue;
    pending_.add({.repository_id = repository_id_,
                  .api = api_,
                  .kind = "fix",
                  .subject = fix_subject(name),
                  .node_id = named.node_id});
  }
  for (const data::OpenReference& reference : page.open_references) {
    store_.store_open_reference(issue->id, reference);
  }
  note_change(issue->id, before);
  go_on(std::move(row), next);
  finish_if_whole(number, issue->id, read_at);
}

void IssueIntake::take_comments(std::int64_t number,
                                const std::vector<data::CollectedComment>& comments,
                                const std::optional<std::string>& next,
                                const std::string& read_at) {
  const auto issue = store_.find_issue(repository_id_, number);
  if (!issue) return;
  data::Pending row = expected(number, "comments", {});
  const std::int64_t before = store_.changes();
  row.seen_comments = store_.store_comments(issue->id, row.seen_comments, comments, !next);
  note_change(issue->id, before);
  go_on(std::move(row), next);
  finish_if_whole(number, issue->id, read_at);
}

void IssueIntake::finish_if_whole(std::int64_t number, std::int64_t issue_id,
                                  const std::string& read_at) {
  if (!pending_.has_issue(repository_id_, number)) store_.finish_issue(issue_id, read_at);
}

void IssueIntake::take_gone(std::int64_t number, std::string_view gone) {
  forget_issue(number);
  const auto issue = store_.find_issue(repository_id_, number);
  if (!issue) return;
  const std::int64_t before = store_.changes();
  store_.mark_gone(issue->id, gone);
  if (store_.changes() != before) ++tally_.gone;
}

void IssueIntake::take_fix(const data::FixName& name, const data::Fix& facts,
                           const std::optional<std::string>& node,
                           const std::optional<std::string>& next, const std::string& read_at) {
  store_.store_fix_facts(name, facts, true, read_at);
  const std::string subject = fix_subject(name);
  if (const auto row = pending_.find(repository_id_, "fix", subject)) pending_.remove(*row);
  if (!next) return;
  pending_.add({.repository_id = repository_id_,
                .api = api_,
                .kind = "files",
                .subject = subject,
                .node_id = node,
                .next = next});
}

void IssueIntake::take_files(const data::FixName& name, const FilePage& page,
                             const std::optional<std::string>& next, const std::string& read_at) {
  data::Fix facts;
  facts.files = page.files;
  facts.files_complete = !next;
  store_.store_fix_facts(name, facts, false, read_at);
  if (auto row = pending_.find(repository_id_, "files", fix_subject(name))) {
    go_on(*std::move(row), next);
  }
}

void IssueIntake::expect_pull_request(const data::FixName& commit, const std::string& next) {
  pending_.add({.repository_id = repository_id_,
                .api = api_,
                .kind = "pulls",
                .subject = fix_subject(commit),
                .node_id = {},
                .next = next});
}

void IssueIntake::take_pull_request(const data::FixName& commit,
                                    std::optional<std::int64_t> pull_request) {
  store_.store_pull_request(commit, pull_request);
  if (const auto row = pending_.find(repository_id_, "pulls", fix_subject(commit))) {
    pending_.remove(*row);
  }
}

void IssueIntake::restart_issue(std::int64_t number) {
  const auto row = pending_.find(repository_id_, "timeline", std::to_string(number));
  if (!row) return;
  pending_.remove(*row);
  ask_again({{number, row->node_id}});
}

void IssueIntake::ask_again(const std::vector<data::IssueNode>& issues) {
  for (const data::IssueNode& issue : issues) {
    pending_.add({.repository_id = repository_id_,
                  .api = api_,
                  .kind = "issue",
                  .subject = std::to_string(issue.number),
                  .node_id = issue.node_id});
  }
}

}  // namespace faultline::collectors
